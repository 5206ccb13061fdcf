/** Finds and reads the runs among files that the user chose. */
import { MAX_GIVEN_FILES } from '../shared/data-sets/own-data.ts';
import { readRunFile } from '../shared/run/run-file-parse.ts';
import { folderRun, type FolderRun } from '../shared/sweep/folder-runs.ts';
import type { Metric } from '../shared/sweep/metric.ts';
import { readSweep, type Sweep } from '../shared/sweep/sweep-file.ts';
import { msg } from '../shared/util/texts.ts';

export interface UserFile {
  readonly name: string;
  /** Opens the content when it is needed. */
  open(): Promise<Blob>;
}

export interface ReadFolder {
  readonly runs: readonly FolderRun[];
  /** The folder's sweep, if its file is there and valid. */
  readonly sweep: Sweep | undefined;
  /** The metric whose tables the runs have. */
  readonly metric: Metric;
  /** A sentence for each file that looked like a run or a sweep but couldn't be read. */
  readonly refused: readonly string[];
}

const FIRST: Metric = { quantity: 'trainAccuracy' };
const SWEEP = 'sweep.json';
const RUN = /^[^.].*\.run\.json$/;

/**
 * Reads one file after the other, so that only one is in memory; `onRead` gets the number of files read. Without a
 * chosen metric it is the sweep's.
 */
export async function readFolder(
  files: readonly UserFile[],
  onRead: (done: number, total: number) => void,
  chosen?: Metric,
): Promise<ReadFolder> {
  const refused: string[] = [];
  const sweepFile = files.find(({ name }) => name === SWEEP);
  const parsed = sweepFile && (await readSweep(await sweepFile.open()));
  if (parsed?.ok === false) refused.push(`${SWEEP}: ${parsed.issues.join(' ')}`);
  const sweep = parsed?.ok ? parsed.sweep : undefined;
  const metric = chosen ?? sweep?.metric ?? FIRST;
  const wanted = files.filter(({ name }) => RUN.test(name));
  const runs = new Map<string, FolderRun>();
  for (const [index, file] of wanted.entries()) {
    onRead(index, wanted.length);
    const read = await file.open().then(readRunFile, (error: unknown) => ({
      ok: false as const,
      message: String(error),
    }));
    if (read.ok) runs.set(file.name, folderRun(file.name, read.file, metric));
    else refused.push(`${file.name}: ${read.message}`);
  }
  return { runs: [...runs.values()], sweep, metric, refused };
}

/** A chosen or dropped file. */
export const userFile = (file: File): UserFile => ({ name: file.name, open: () => Promise.resolve(file) });

/** The files of a drop, including those in dropped folders. */
export async function droppedFiles(transfer: DataTransfer): Promise<UserFile[]> {
  // Entries expire with the event, so all are taken before the first await.
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  return (await Promise.all(entries.map(filesOf))).flat();
}

const TOO_MANY = msg('More than 200,000 files are too many. Choose the folder that contains only the run files.');

async function filesOf(entry: FileSystemEntry): Promise<UserFile[]> {
  if (isFile(entry)) return [userFile(await new Promise<File>((resolve, reject) => entry.file(resolve, reject)))];
  if (!isDirectory(entry)) return [];
  const reader = entry.createReader();
  const files: UserFile[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return files;
    for (const child of some) {
      files.push(...(await filesOf(child)));
      if (files.length > MAX_GIVEN_FILES) throw new Error(TOO_MANY);
    }
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isDirectory = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

const SERVED = './served-runs/';

/** The folder that the command serves beside the page. Throws if there is none. */
export async function servedFiles(): Promise<UserFile[]> {
  const response = await fetch(SERVED);
  const names: unknown = response.ok ? await response.json().catch(() => undefined) : undefined;
  if (!Array.isArray(names)) throw new Error('This server has no folder of runs. Drop one on the page instead.');
  return names
    .filter((name) => typeof name === 'string')
    .map((name) => ({ name, open: async () => (await fetch(SERVED + encodeURIComponent(name))).blob() }));
}
