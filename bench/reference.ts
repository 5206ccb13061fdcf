/**
 * The reference losses for every engine: stock tfjs on its cpu backend, stored because computing them takes minutes.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import type { WorkName } from './work.ts';

const FILE = join('bench', 'reference-losses.json');

interface Reference {
  readonly source: string;
  /** By model and batch, as `M1/64`. */
  readonly losses: Readonly<Record<string, readonly number[]>>;
}

function read(): Reference {
  const nothing: Reference = { source: '@tensorflow/tfjs 4.22.0, cpu', losses: {} };
  return existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as Reference) : nothing;
}

/** Null if none is stored for this model and batch. */
export function referenceLosses(model: WorkName, batch: number): readonly number[] | null {
  return read().losses[`${model}/${batch}`] ?? null;
}

export async function storeReference(model: WorkName, batch: number, losses: readonly number[]): Promise<void> {
  const { source, losses: stored } = read();
  const all = { ...stored, [`${model}/${batch}`]: losses.map((loss) => Number(loss.toPrecision(7))) };
  const text = JSON.stringify({ source, losses: all });
  writeFileSync(FILE, await format(text, { ...(await resolveConfig(FILE)), filepath: FILE }));
}
