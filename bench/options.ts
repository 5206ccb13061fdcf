/** The options of `npm run bench`. */
import { parseArgs } from 'node:util';
import { isLarge, WORK_NAMES, type WorkName } from './work.ts';

export const USAGE = `npm run bench [-- OPTION ...]
  --quick              at most a minute: fewer rounds, and slow engines are left out
  --observables        instead: what the lab's own measurements add to its step
  --profile            instead: the time of each kernel of the lab's step, on wasm and WebGPU; on wasm also which share
                       of the multiply-adds that the threads can compute
  --history            instead: the page's tasks and redraws with a history of 100,000 steps of 25 layers
  --json FILE          also writes the tables
  --models M1,M2,...   ${WORK_NAMES.join(', ')}
  --engines lab/wasm,tfjs/cpu,...  only these; lab-adam/wasm and lab-adam/webgpu train with Adam
  --batch N            of every model, instead of 64 (8 for those from inception-small on)
  --write-reference    measures nothing: stores stock tfjs's cpu losses, which rows are held against`;

const COMPARED: readonly string[] = ['M1', 'M2', 'inception-small'];
const OBSERVED: readonly string[] = ['mlp', 'cnn', 'inception-small'];

export interface Options {
  readonly quick: boolean;
  readonly observables: boolean;
  readonly profile: boolean;
  readonly history: boolean;
  readonly writeReference: boolean;
  readonly json: string | null;
  readonly models: readonly WorkName[];
  /** As `engine/backend`; null for all. */
  readonly engines: readonly string[] | null;
  readonly batch: number | null;
  readonly help: boolean;
}

/** Throws a sentence for an unknown argument. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      observables: { type: 'boolean', default: false },
      profile: { type: 'boolean', default: false },
      history: { type: 'boolean', default: false },
      'write-reference': { type: 'boolean', default: false },
      json: { type: 'string' },
      models: { type: 'string' },
      engines: { type: 'string' },
      batch: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const batch = values.batch === undefined ? null : Number(values.batch);
  if (batch !== null && !(Number.isInteger(batch) && batch > 0)) throw new Error('--batch takes a whole number.');
  const names = values.models?.split(',') ?? (values.observables ? OBSERVED : COMPARED);
  const models = WORK_NAMES.filter((name) => names.includes(name));
  if (models.length !== names.length) throw new Error(`--models takes ${WORK_NAMES.join(', ')}.`);
  return {
    quick: values.quick,
    observables: values.observables,
    profile: values.profile,
    history: values.history,
    writeReference: values['write-reference'],
    json: values.json ?? null,
    models,
    engines: values.engines?.split(',') ?? null,
    batch,
    help: values.help,
  };
}

/** Examples per step. On 64, a step of a large network would take minutes on the slow engines. */
export function batchOf(model: WorkName, options: Options): number {
  return options.batch ?? (isLarge(model) ? 8 : 64);
}
