import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @param root the project's folder
 * @param folders those with unit tests
 * @returns the paths from `root` of the unit tests that replace a module or a global for all that runs after them
 */
export function replacingTests(root: string, folders: readonly string[]): string[] {
  return folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)),
    )
    .filter((path) => /(?<!\.browser)\.test\.ts$/.test(path))
    .filter((path) => /\bvi\.(mock|stubGlobal|useFakeTimers)\(/.test(readFileSync(join(root, path), 'utf8')))
    .map((path) => path.replaceAll('\\', '/'));
}
