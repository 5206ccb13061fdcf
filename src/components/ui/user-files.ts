/** Files that a user drops or chooses, with their folder paths. */
import { MAX_GIVEN_FILES, type UserFile } from '../../shared/data-sets/own-data.ts';

export function chosenFiles(input: HTMLInputElement): UserFile[] {
  return [...(input.files ?? [])].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
}

/**
 * The dropped files, including folder contents, up to just over the lab's limit. Call it synchronously in the drop
 * event; later the data is gone.
 */
export function droppedFiles({ items, files }: DataTransfer): Promise<readonly UserFile[]> {
  const entries = [...items].map((item) => (item.kind === 'file' ? item.webkitGetAsEntry() : null));
  const known = entries.filter((entry) => entry !== null);
  // A file created by a program has no entry.
  if (!known.some((entry) => entry.isDirectory)) {
    return Promise.resolve([...files].map((file) => ({ path: file.name, file })));
  }
  return Promise.all(known.map(filesOf)).then((each) => each.flat());
}

async function filesOf(entry: FileSystemEntry): Promise<UserFile[]> {
  const path = entry.fullPath.replace(/^\//, '');
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => {
      entry.file(resolve, reject);
    });
    return [{ path, file }];
  }
  const found: UserFile[] = [];
  if (!isFolder(entry)) return found;
  const reader = entry.createReader();
  for (;;) {
    // A reader returns the entries in parts, and an empty part at the end.
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (part.length === 0) return found;
    for (const inner of part) {
      found.push(...(await filesOf(inner)));
      // The caller reports that there are too many.
      if (found.length > MAX_GIVEN_FILES) return found;
    }
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
