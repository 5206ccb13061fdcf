/** Files that a user gave → the runs among them. Knows where files come from, not how runs are shown. */
import { parseRunFile } from '../shared/run-file-parse.ts';
import { folderRun, type FolderRun } from '../shared/sweep/folder-runs.ts';
import { parseSweep, type Sweep } from '../shared/sweep/sweep-file.ts';

export interface GivenFile {
  readonly name: string;
  text(): Promise<string>;
}

export interface ReadFolder {
  readonly runs: readonly FolderRun[];
  /** The sweep that the folder is of, where its file is there and valid. */
  readonly sweep: Sweep | undefined;
  /** A sentence for each file that looked like a run and could not be read. */
  readonly refused: readonly string[];
}

const SWEEP = 'sweep.json';
const RUN = /^[^.].*\.run\.json$/;

/** Reads one file after the other, so that only one is in memory whole; `onRead` hears how many are read. */
export async function readFolder(
  files: readonly GivenFile[],
  onRead: (done: number, total: number) => void,
): Promise<ReadFolder> {
  const wanted = files.filter(({ name }) => RUN.test(name));
  const runs = new Map<string, FolderRun>();
  const refused: string[] = [];
  for (const [index, file] of wanted.entries()) {
    onRead(index, wanted.length);
    const read = await textOf(file).then(parseRunFile, (error: unknown) => ({
      ok: false as const,
      message: String(error),
    }));
    if (read.ok) runs.set(file.name, folderRun(file.name, read.file));
    else refused.push(`${file.name}: ${read.message}`);
  }
  const sweepFile = files.find(({ name }) => name === SWEEP);
  const parsed = sweepFile && parseSweep(await textOf(sweepFile));
  return { runs: [...runs.values()], sweep: parsed?.ok ? parsed.sweep : undefined, refused };
}

const textOf = (file: GivenFile): Promise<string> => file.text();

/** The files of a drop, those of dropped folders included. */
export async function droppedFiles(transfer: DataTransfer): Promise<GivenFile[]> {
  // Entries are gone once the event is over, so all are taken before the first wait.
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  return (await Promise.all(entries.map(filesOf))).flat();
}

async function filesOf(entry: FileSystemEntry): Promise<GivenFile[]> {
  if (isFile(entry)) return [await new Promise<File>((resolve, reject) => entry.file(resolve, reject))];
  if (!isDirectory(entry)) return [];
  const reader = entry.createReader();
  const files: GivenFile[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return files;
    for (const child of some) files.push(...(await filesOf(child)));
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isDirectory = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

const SERVED = './served-runs/';

/** The folder that the command serves beside the page. Throws where there is none. */
export async function servedFiles(): Promise<GivenFile[]> {
  const response = await fetch(SERVED);
  const names: unknown = response.ok ? await response.json().catch(() => undefined) : undefined;
  if (!Array.isArray(names)) throw new Error('This server has no folder of runs. Drop one on the page instead.');
  return names
    .filter((name) => typeof name === 'string')
    .map((name) => ({ name, text: async () => (await fetch(SERVED + encodeURIComponent(name))).text() }));
}
