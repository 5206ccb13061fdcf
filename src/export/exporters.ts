/**
 * What the Export menu offers, in its order. Each writer is loaded when it is first asked for; each makes its file from
 * the run file of the present run, so that no export holds a number that another lacks.
 */
import type { RunFile } from '../shared/run-file.ts';
import type { NamedTensor } from '../shared/run-records.ts';
import type { RunStore } from '../state/run-store.ts';
import { download } from './download.ts';
import type { ChartPicture, PictureColors } from './png.ts';

export interface ExportSource {
  readonly store: RunStore;
  /** The charts as the page shows them at this moment. */
  readonly charts: () => Promise<readonly ChartPicture[]>;
  readonly colors: () => PictureColors;
  /** The present weights by the parameters' names (of a twin, the names say which arm); absent where they cannot be had. */
  readonly weights?: () => Promise<readonly NamedTensor[]>;
}

interface MadeFile {
  readonly filename: string;
  readonly blob: Blob;
}

export interface Exporter {
  /** The menu item's words. */
  readonly name: string;
  /**
   * Makes the file and hands it to the browser; gives what reads it elsewhere, where that is to be shown beside it. Throws
   * an Error with a sentence for the user where there is nothing to write.
   */
  readonly save: () => Promise<Code | undefined>;
}

/** Lines of code and what they are for. */
export interface Code {
  readonly heading: string;
  readonly text: string;
}

export function exporters(source: ExportSource): readonly Exporter[] {
  const of = (name: string, make: () => Promise<MadeFile>): Exporter => ({
    name,
    save: async () => {
      const { filename, blob } = await make();
      download(filename, blob);
      return undefined;
    },
  });
  const fromFile = (
    name: string,
    suffix: (file: RunFile) => string,
    write: (file: RunFile) => Promise<Blob>,
  ): Exporter =>
    of(name, async () => {
      const file = await presentFile(source.store);
      const { fileBase } = await import('./replay.ts');
      return { filename: `${fileBase(file)}${suffix(file)}`, blob: await write(file) };
    });

  const list = [
    fromFile(
      'Run file',
      () => '.run.json',
      async (file) => (await import('./run-file.ts')).runFileBlob(file),
    ),
    fromFile(
      'CSV',
      () => '.metrics.csv',
      async (file) => (await import('./csv.ts')).csvBlob(file),
    ),
    fromFile(
      'Report',
      () => '.report.md',
      async (file) => (await import('./report.ts')).reportBlob(file),
    ),
    fromFile(
      'TensorBoard',
      (file) => ('arms' in file ? '.tensorboard.zip' : '.tfevents'),
      async (file) => (await import('./tensorboard.ts')).tensorboardBlob(file, Math.floor(Date.now() / 1000)),
    ),
  ];
  const { weights } = source;
  if (weights) {
    const file = fromFile(
      'Weights',
      () => '.safetensors',
      async (file) => {
        const [{ safetensors }, { replayQuery }] = await Promise.all([
          import('./safetensors.ts'),
          import('./replay.ts'),
        ]);
        const bytes = safetensors(await weights(), { format: 'pt', address: `?${replayQuery(file)}` });
        return new Blob([bytes], { type: 'application/octet-stream' });
      },
    );
    list.push({
      name: file.name,
      save: async () => {
        await file.save();
        const { torchLoader } = await import('./torch-loader.ts');
        return { heading: 'How PyTorch reads them', text: torchLoader(source.store.params.model) };
      },
    });
  }
  list.push(
    fromFile(
      'Charts (PNG)',
      () => '.charts.png',
      async () => (await import('./png.ts')).chartsPng(await source.charts(), source.colors()),
    ),
  );
  list.push({
    name: 'Print',
    save: async () => {
      await (await import('./print.ts')).printReport(await presentFile(source.store));
      return undefined;
    },
  });
  return list;
}

async function presentFile(store: RunStore): Promise<RunFile> {
  const file = (await import('./run-file.ts')).runFileOf(store);
  if (!file) throw new Error('nothing has been measured yet. Press Train first.');
  return file;
}
