/** The items of the Export menu: each format, and Print. A format's writer is lazy-loaded. */
import type { RunFile } from '../../shared/run/run-file.ts';
import { msg } from '../../shared/util/texts.ts';
import type { RunStore } from '../../state/run-store.ts';
import { download } from '../download.ts';
import type { Code, ExportedRun, ExportFormat } from '../format.ts';
import { EXPORTS } from './index.ts';

export interface ExportSource extends Omit<ExportedRun, 'file' | 'details'> {
  readonly store: RunStore;
}

export interface Exporter {
  /** The menu item. */
  readonly name: string;
  /**
   * Makes and downloads the file. Resolves to code that reads it, if there is any. Rejects with an Error whose message
   * is a sentence for the user if there is nothing to write.
   */
  readonly save: () => Promise<Code | undefined>;
}

export function exporters(source: ExportSource, formats: readonly ExportFormat[] = EXPORTS): readonly Exporter[] {
  return [
    ...formats.map(({ label, extension, make, reader }): Exporter => ({
      name: label,
      save: async () => {
        const file = await presentFile(source.store);
        const [{ fileBase }, { reportDetails }] = await Promise.all([
          import('../replay.ts'),
          import('../report-details.ts'),
        ]);
        download(`${fileBase(file)}${extension(file)}`, await make({ ...source, file, details: reportDetails(file) }));
        return reader?.(file);
      },
    })),
    { name: msg('Print'), save: printPage },
  ];
}

function printPage(): Promise<undefined> {
  window.print();
  return Promise.resolve(undefined);
}

async function presentFile(store: RunStore): Promise<RunFile> {
  const file = (await import('../run-file.ts')).runFileOf(store);
  if (!file) throw new Error('nothing has been measured yet. Press Train first.');
  return file;
}
