/** The definition of an export format, from which the Export menu, the command and the docs derive. */
import type { Picture } from '../charts/picture.ts';
import type { InputArray } from '../shared/inspections/inputs.ts';
import type { RunFile } from '../shared/run/run-file.ts';
import type { NamedTensor } from '../shared/run/run-records.ts';
import type { ReportDetails } from './report-details.ts';

/** The input of a format. Every format reads the run file, so all have the same numbers. */
export interface ExportedRun {
  readonly file: RunFile;
  /** What the user added to reports. */
  readonly details?: ReportDetails;
  /** The charts as the page shows them now. */
  readonly charts: () => Promise<readonly Picture[]>;
  /** The current weights by parameter name. In a paired run, the variant is a prefix. */
  readonly weights: () => Promise<readonly NamedTensor[]>;
  /** What the run is computed from; names of what differs between the variants of a paired run begin with the variant. */
  readonly inputs: () => Promise<readonly InputArray[]>;
}

/** Lines of code with a heading. */
export interface Code {
  readonly heading: string;
  readonly text: string;
}

export interface ExportFormat {
  readonly key: string;
  /** The menu item. */
  readonly label: string;
  /** A noun phrase for the docs: the file's content. */
  readonly description: string;
  /** The file name's extension; undefined if no file is made. */
  readonly extension: (file: RunFile) => string;
  /** Rejects with an Error whose message is a sentence for the user if there is nothing to write. */
  readonly make: (run: ExportedRun) => Promise<Blob>;
  /** The command's option. */
  readonly option?: ExportOption;
  /** Code that reads the file elsewhere; shown after the download. */
  readonly reader?: (file: RunFile) => Promise<Code | undefined>;
}

interface ExportOption {
  /** Without the dashes. */
  readonly name: string;
  readonly takes: 'FILE' | 'DIR';
  readonly help: string;
  /** Unpacks an archive: its files go to the folder, or the first to FILE and the others beside it. */
  readonly unpack?: true;
  /** The file has title, author and note. */
  readonly detailed?: true;
}
