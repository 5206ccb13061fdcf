import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const IMPORT = /^(?:import|export)\s+(?!type\b)[^;']*?\bfrom\s+'([^']+)'|\bimport\('([^']+)'\)/gm;

/** Whether an import names a module of a package, in contrast to a file, a plugin's module or one of the test runner. */
function isPackaged(name: string): boolean {
  return !/^[./]|^virtual:|^vitest(\/|$)|\?/.test(name);
}

/**
 * @param root the project's folder
 * @returns each module of a package that the page, the workers or a browser test import when they run, sorted
 */
export function importedPackages(root: string): string[] {
  const names = new Set<string>();
  const paths = ['src', 'workers'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(root, folder, path)),
  );
  for (const path of paths.filter((path) => /(?<!\.test|\.as)\.ts$|\.browser\.test\.ts$/.test(path))) {
    for (const [, named, loaded] of readFileSync(path, 'utf8').matchAll(IMPORT)) {
      const name = named ?? loaded ?? '';
      if (isPackaged(name)) names.add(name);
    }
  }
  return [...names].sort();
}
