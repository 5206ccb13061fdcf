/** Measures contenders on one model: first step, losses, queueing, then alternating rounds. */
import type { Contender, Entrant } from './contender.ts';
import { median } from './numbers.ts';

/** Time budget of a run. */
export interface Pace {
  readonly rounds: number;
  /** Target duration of one contender's round. */
  readonly roundMs: number;
  /** Longest time for the twenty steps of the losses. */
  readonly lossesMs: number;
  /** Longest wait for one answer. */
  readonly limitMs: number;
  /** Steps whose JavaScript is timed, at the beginning and after each round. */
  readonly queued: number;
  /** Most time for a model in total; what does not fit is skipped. */
  readonly modelMs: number;
}

export const FULL: Pace = {
  rounds: 7,
  roundMs: 400,
  lossesMs: 45_000,
  limitMs: 120_000,
  queued: 9,
  modelMs: Infinity,
};
export const QUICK: Pace = {
  rounds: 3,
  roundMs: 100,
  lossesMs: 1_500,
  limitMs: 5_000,
  queued: 3,
  modelMs: 11_000,
};

export const LOSS_STEPS = 20;
/** Fraction of a model's time after which no further contender is started: the rest is for the rounds. */
const OPENING_SHARE = 0.7;
/** In less time no engine gets far enough. */
const LEAST_MS = 1500;
/** A slower step is measured in fewer rounds. */
const SLOW_MS = 1000;
const SLOW_ROUNDS = 3;
const VERY_SLOW_MS = 5000;
const VERY_SLOW_ROUNDS = 1;
const MOST_STEPS = 200;

export interface Measured {
  readonly entrant: Entrant;
  /** Null if it did not start. */
  readonly contender: Contender | null;
  readonly losses: readonly number[];
  readonly firstStepMs: number;
  readonly queueMs: readonly number[];
  /** Milliseconds per step, one value per round. */
  readonly rounds: readonly number[];
  readonly memoryBytes: number | null;
  readonly failure: string | null;
}

type State = { -readonly [K in keyof Measured]: Measured[K] } & { stepMs: number; rounds: number[]; queueMs: number[] };

export const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/^page\.evaluate: (Error: )?/, '').split('\n')[0] ??
  '';

const nameOf = ({ engine, backend, threads }: Entrant): string =>
  `${engine} ${backend}${threads === null ? '' : ` ×${threads}`}`;

/** Measures all entrants on one model. One that fails keeps its measurements and its reason. */
export async function measure(
  entrants: readonly Entrant[],
  pace: Pace,
  say: (text: string) => void,
): Promise<readonly Measured[]> {
  const begun = performance.now();
  const states = entrants.map(stateOf);
  for (const state of states) {
    const left = (): number => OPENING_SHARE * pace.modelMs - (performance.now() - begun);
    if (left() < LEAST_MS) state.failure = 'left out: the time was up';
    else await attempt(state, () => warm(state, pace, () => Math.max(LEAST_MS, Math.min(pace.limitMs, left()))));
    say(`${nameOf(state.entrant)}: ${state.failure ?? `first step ${state.firstStepMs.toFixed(0)} ms`}`);
  }
  for (let round = 0; round < pace.rounds; round++) {
    // Everyone gets the first round, however late it is.
    if (round > 0 && performance.now() - begun > pace.modelMs) break;
    for (const state of states) {
      if (state.failure === null && round < roundsOf(state.stepMs, pace)) await attempt(state, () => run(state, pace));
    }
  }
  for (const state of states) {
    await attempt(state, async () => {
      state.memoryBytes = (await state.contender?.ask<'memory'>({ kind: 'memory' }, pace.limitMs)) ?? null;
    });
    await state.contender?.close();
  }
  return states;
}

function stateOf(entrant: Entrant): State {
  const nothing = { losses: [], firstStepMs: NaN, stepMs: NaN, queueMs: [], rounds: [], memoryBytes: null };
  return { entrant, contender: null, ...nothing, failure: null };
}

async function attempt(state: State, action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    state.failure ??= reasonOf(error);
  }
}

async function warm(state: State, pace: Pace, limit: () => number): Promise<void> {
  const contender = await state.entrant.open(limit());
  state.contender = contender;
  const request = { kind: 'losses', count: LOSS_STEPS, budgetMs: pace.lossesMs } as const;
  const { losses, firstStepMs, stepMs } = await contender.ask<'losses'>(request, limit());
  Object.assign(state, { losses, firstStepMs, stepMs });
  await queue(state, pace, limit());
}

/** Times the JavaScript of some steps, in every round, because it varies most. */
async function queue(state: State, pace: Pace, limitMs: number): Promise<void> {
  const count = Math.max(1, Math.min(pace.queued, Math.floor((2 * pace.roundMs) / state.stepMs)));
  state.queueMs.push(...((await state.contender?.ask<'queue'>({ kind: 'queue', count }, limitMs)) ?? []));
}

async function run(state: State, pace: Pace): Promise<void> {
  const steps = Math.max(1, Math.min(MOST_STEPS, Math.floor(pace.roundMs / state.stepMs)));
  const taken = await state.contender?.ask<'round'>({ kind: 'round', lead: 0, steps }, pace.limitMs);
  if (taken !== undefined) state.rounds.push(taken);
  // The losses' steps were awaited one by one; consecutive steps predict better how many fit into a round.
  state.stepMs = median(state.rounds);
  await queue(state, pace, pace.limitMs);
}

function roundsOf(stepMs: number, pace: Pace): number {
  if (stepMs > VERY_SLOW_MS) return VERY_SLOW_ROUNDS;
  return stepMs > SLOW_MS ? Math.min(SLOW_ROUNDS, pace.rounds) : pace.rounds;
}
