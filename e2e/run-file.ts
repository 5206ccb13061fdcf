/** A downloaded run file, checked against the project's JSON Schema, from which tests take a run's numbers. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from '@playwright/test';

type Column = readonly (number | null)[];

/** The parts of a run file that tests read. */
export interface RunFile {
  readonly params: Readonly<Record<string, unknown>>;
  readonly events: readonly { readonly step: number; readonly key: string; readonly value: number }[];
  readonly environment: { readonly backend: string; readonly adapter: string; readonly software: boolean };
  readonly data?: {
    readonly classNames: readonly string[];
    readonly trainExamples: number;
    readonly testExamples: number;
    readonly source?: { readonly name: string; readonly digest: string };
  };
  readonly layers: readonly { readonly name: string; readonly shape: readonly number[] }[];
  readonly steps: {
    readonly step: readonly number[];
    readonly loss: Column;
    readonly accuracy: Column;
    readonly seconds: readonly number[];
  };
  readonly layerSteps: Readonly<Record<string, { readonly step: readonly number[]; readonly weightNorm: Column }>>;
  readonly probes: Readonly<Record<string, { readonly step: readonly number[]; readonly coherence: Column }>>;
  readonly paths?: Readonly<Record<string, unknown>>;
  readonly windows: readonly unknown[];
  readonly evaluations: {
    readonly step: readonly number[];
    readonly trainAccuracy: Column;
    readonly trueLabelAccuracy: Column;
    readonly testAccuracy: Column;
    readonly testLoss: Column;
  };
  readonly outcome: string;
  readonly notices?: readonly string[];
}

const schemaPath = new URL('../docs/run-file.schema.json', import.meta.url);

/** Reads the file at `path`. Fails the test if it breaks the schema. */
export function readRunFile(path: string): RunFile {
  const file: unknown = JSON.parse(readFileSync(path, 'utf8'));
  const schema = JSON.parse(readFileSync(schemaPath, 'utf8')) as object;
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  if (ajv.validate<RunFile>(schema, file)) return file;
  expect(ajv.errors, 'the run file keeps to its schema').toEqual([]);
  throw new Error('not a run file');
}

/** The loss of each step, in order. */
export function losses(run: RunFile): number[] {
  return run.steps.loss.map((loss, row) => {
    if (loss === null) throw new Error(`no loss in row ${row}`);
    return loss;
  });
}

/** The latest value of a column. */
export function latest(column: Column): number {
  const value = column.at(-1);
  if (value === undefined || value === null) throw new Error('nothing measured');
  return value;
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
