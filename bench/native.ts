/** The native reference: PyTorch in a separate process, over its standard input and output. */
import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Answers, RequestKind, RequestOf } from './protocol.ts';
import type { Contender, Entrant, Task } from './contender.ts';
import { BATCHES, batchesOf, initialWeights, MOMENTUM, NORM_EPSILON, workNamed, type WorkName } from './work.ts';

const FOLDER = join('.cache', 'bench', 'native');

/** A Python that has torch, or null: the one in PYTHON, else the first that has it, including the system's. */
export function findTorch(): string | null {
  const named = process.env.PYTHON;
  const tried = named === undefined || named === '' ? ['python3', '/usr/bin/python3'] : [named];
  return tried.find((python) => spawnSync(python, ['-c', 'import torch'], { timeout: 60_000 }).status === 0) ?? null;
}

function writeWork(model: WorkName, batch: number): string {
  const work = workNamed(model);
  const weights = initialWeights(work);
  const batches = batchesOf(work, batch);
  const folder = join(FOLDER, model);
  mkdirSync(folder, { recursive: true });
  const description = {
    ...work,
    batch,
    batches: BATCHES,
    shapes: weights.map(({ shape }) => shape),
    pixels: weights.map(({ pixels }) => pixels),
    momentum: MOMENTUM,
    normEpsilon: NORM_EPSILON,
  };
  writeFileSync(join(folder, 'work.json'), JSON.stringify(description));
  const parts = [
    ...weights.map(({ values }) => values),
    ...batches.flatMap(({ images, labels }) => [images, Float32Array.from(labels)]),
  ];
  writeFileSync(join(folder, 'values.bin'), Buffer.concat(parts.map((part) => Buffer.from(part.buffer))));
  return folder;
}

/** The answers of a process, one line per request. */
class Dialogue {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;
  #complaint = '';

  constructor(python: string, args: readonly string[]) {
    this.#process = spawn(python, args);
    this.#lines = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
    this.#process.stderr.on('data', (text: Buffer) => (this.#complaint = text.toString().trim()));
  }

  async read(limitMs: number): Promise<unknown> {
    const limit = setTimeout(() => this.#process.kill(), limitMs);
    const line = await this.#lines.next();
    clearTimeout(limit);
    if (line.done) {
      const complaint = this.#complaint.split('\n').at(-1) ?? '';
      throw new Error(complaint === '' ? `no answer within ${Math.round(limitMs / 1000)} s` : complaint);
    }
    return JSON.parse(line.value);
  }

  ask(request: object, limitMs: number): Promise<unknown> {
    this.#process.stdin.write(`${JSON.stringify(request)}\n`);
    return this.read(limitMs);
  }

  close(): void {
    this.#process.kill();
  }
}

/** PyTorch on `threads` threads of the CPU. */
export function native(python: string, { work, batch }: Task, threads: number): Entrant {
  const open = async (limitMs: number): Promise<Contender> => {
    const folder = writeWork(work, batch);
    const from = performance.now();
    const dialogue = new Dialogue(python, [join('bench', 'torch_reference.py'), folder]);
    const { version } = (await dialogue.read(limitMs)) as { readonly version: string };
    return {
      adapter: `PyTorch ${version}, ${cpus()[0]?.model.trim() ?? 'unknown CPU'}`,
      loadMs: performance.now() - from,
      ask: async <K extends RequestKind>(request: RequestOf<K>, limit: number) =>
        (await dialogue.ask({ ...request, threads }, limit)) as Answers[K],
      close: () => {
        dialogue.close();
        return Promise.resolve();
      },
    };
  };
  return { engine: 'torch', backend: 'cpu', threads, open };
}
