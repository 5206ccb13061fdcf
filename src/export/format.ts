/** What an export format is: what the Export menu, the command and the docs know of it. */
import type { Picture } from '../charts/picture.ts';
import type { InputArray } from '../shared/inspections/inputs.ts';
import type { RunFile } from '../shared/run/run-file.ts';
import type { NamedTensor } from '../shared/run/run-records.ts';

/** What is exported. Every format reads the run file, so that none holds a number that another lacks. */
export interface ExportedRun {
  readonly file: RunFile;
  /** The charts as the page shows them now. */
  readonly charts: () => Promise<readonly Picture[]>;
  /** The present weights by the parameters' names; a paired run's names begin with the variant. */
  readonly weights: () => Promise<readonly NamedTensor[]>;
  /** What the run is computed from; names of what differs between the variants of a paired run begin with the variant. */
  readonly inputs: () => Promise<readonly InputArray[]>;
}

/** Lines of code, and what they are for. */
export interface Code {
  readonly heading: string;
  readonly text: string;
}

export interface ExportFormat {
  readonly key: string;
  /** The menu item. */
  readonly label: string;
  /** What the file holds, for the docs: a noun phrase. */
  readonly description: string;
  /** The file name's end; undefined where no file is made. */
  readonly extension: (file: RunFile) => string;
  /** Rejects with an Error whose message is a sentence for the user where there is nothing to write. */
  readonly make: (run: ExportedRun) => Promise<Blob>;
  /** The command's option that asks for it. */
  readonly option?: ExportOption;
  /** How the file is read elsewhere; shown after the download. */
  readonly reader?: (file: RunFile) => Promise<Code | undefined>;
}

interface ExportOption {
  /** Without the dashes. */
  readonly name: string;
  readonly takes: 'FILE' | 'DIR';
  readonly help: string;
  /** An archive is unpacked: its files go to the folder, or the first to FILE and the others beside it. */
  readonly unpack?: true;
}
