/** A run's progress as reported by the trainer: an immutable value, and a reducer over trainer events. */
import type { RunEvent, RunState } from '../shared/protocol/protocol.ts';
import type { DataInfo, Environment, Failure, NetworkInfo } from '../shared/run/run-records.ts';
import { msg, str } from '../shared/util/texts.ts';
import { VariantHistory } from './variant-history.ts';
import type { SavedRun } from './saved-run.ts';

export interface Loading {
  readonly what: string;
  readonly fraction: number | null;
}

export interface RunProgress {
  readonly state: RunState;
  /** Completed updates. */
  readonly step: number;
  /** The step at which training stops. */
  readonly until: number;
  readonly loading: Loading | null;
  /** Progress of the current evaluation, [0, 1]; null if there is none. */
  readonly evaluating: number | null;
  readonly environment: Environment | null;
  readonly network: NetworkInfo | null;
  readonly data: DataInfo | null;
  readonly failure: Failure | null;
  /** Empty before the run is ready; true labels first if there are two. They grow in place. */
  readonly variants: readonly VariantHistory[];
  /** Tensors that the trainer holds, by its latest report. */
  readonly tensors: number | null;
}

/** Progress without a run. */
export function atRest(until: number): RunProgress {
  return {
    state: 'idle',
    step: 0,
    until,
    loading: null,
    evaluating: null,
    environment: null,
    network: null,
    data: null,
    failure: null,
    variants: [],
    tensors: null,
  };
}

/** Progress of a saved run with its measurements; it isn't training. */
export function progressOf(run: SavedRun, variants: readonly VariantHistory[]): RunProgress {
  for (const [index, variant] of variants.entries()) variant.windows = run.windows[index] ?? [];
  const { until, environment, network, failure } = run;
  return {
    ...atRest(until),
    state: run.state === 'training' || run.state === 'loading' ? 'paused' : run.state,
    step: variants[0]?.steps.length ?? 0,
    environment,
    network,
    // Earlier releases stored the corruption of step 0 in `data`.
    data: { ...run.data, corruption: run.corruption },
    failure,
    variants,
  };
}

/**
 * A notice for a convolutional run that resumes on another version of the kernels; null if there is no difference.
 * Dense networks compute the same numbers with every version.
 */
export function otherKernels(before: RunProgress, event: RunEvent): string | null {
  if (event.type !== 'ready' || before.variants.length === 0 || before.environment?.backend !== 'wasm') return null;
  const { backend, kernels = 1 } = event.environment;
  const { kernels: begun = 1 } = before.environment;
  const convolutional = event.network.layers.some(({ shape }) => shape.length === 4);
  if (backend !== 'wasm' || kernels === begun || !convolutional) return null;
  return msg(
    str`This run began with version ${begun} of the wasm kernels and continues with version ${kernels}. From here on its numbers may differ in the last digits from those of an uninterrupted run.`,
  );
}

/** Progress after a trainer event. Rows, windows and cuts go into the variants' tables. */
export function progressAfter(before: RunProgress, event: RunEvent): RunProgress {
  switch (event.type) {
    case 'state':
      return { ...before, ...stateAfter(before, event) };
    case 'loading':
      return { ...before, loading: { what: event.what, fraction: event.fraction } };
    case 'evaluating':
      return { ...before, evaluating: event.fraction };
    case 'ready': {
      const { environment, network, data } = event;
      // A resumed run keeps its measurements; `restored` says from which step they come again.
      const names = network.layers.map((layer) => layer.name);
      const variants =
        before.variants.length > 0 ? before.variants : data.corruption.map(() => new VariantHistory(names, data));
      return { ...before, environment, network, data, variants };
    }
    case 'rows':
      for (const chunk of event.chunks) before.variants[event.variant]?.append(chunk);
      return { ...before, step: Math.max(before.step, event.step) };
    case 'windows': {
      const variant = before.variants[event.variant];
      if (variant) variant.windows = event.rows;
      return before;
    }
    case 'labels': {
      const { corruption, labelEntropy } = event;
      return { ...before, data: before.data && { ...before.data, corruption, labelEntropy } };
    }
    case 'failed':
      return { ...before, failure: event.failure, state: 'failed' };
    case 'restored':
      for (const variant of before.variants) variant.cut(event);
      return { ...before, step: event.step };
    case 'memory':
      return { ...before, tensors: event.tensors };
    case 'changed':
    case 'examples':
    case 'predictions':
    case 'ranking':
    case 'notice':
    case 'saving':
    case 'saved':
    case 'weights':
    case 'inspected':
      return before;
  }
}

function stateAfter(before: RunProgress, event: RunEvent & { readonly type: 'state' }): Partial<RunProgress> {
  const { state, until } = event;
  // While it loads, a resumed run keeps its step until `restored` arrives, which doesn't happen if loading fails.
  if (state === 'loading') return { state, until, failure: null };
  if (state !== 'failed') return { state, until, step: event.step, loading: null };
  // The device was ahead of the rows that were read. Steps after the numbers became non-finite don't count.
  const good = before.failure?.kind === 'not-finite' ? before.failure.step : null;
  return { state, until, step: good ?? Math.max(before.step, event.step), loading: null };
}
