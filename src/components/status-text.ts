/** The state of a run as text. */
import { formatCount, formatDuration, formatNumber } from '../charts/format.ts';
import type { RunState } from '../shared/protocol/protocol.ts';
import type { Backend } from '../shared/run/run-params.ts';
import type { Environment } from '../shared/run/run-records.ts';
import { msg, str } from '../shared/util/texts.ts';

export interface StatusFacts {
  readonly state: RunState;
  /** The chosen data set has no images yet. */
  readonly dataMissing?: boolean;
  readonly step: number;
  readonly until: number;
  /** Steps per second, if known. */
  readonly rate: number | undefined;
  readonly loading: { readonly what: string; readonly fraction: number | null } | null;
  /** Progress of the current evaluation, [0, 1]; null if there is none. */
  readonly evaluating: number | null;
  readonly environment: Environment | null;
}

const STATE_WORDS: Readonly<Record<RunState, string>> = {
  idle: msg('Ready'),
  loading: msg('Loading'),
  training: msg('Training'),
  paused: msg('Paused'),
  done: msg('Done'),
  failed: msg('Failed'),
};

const BACKEND_WORDS: Readonly<Record<Backend, string>> = {
  webgpu: msg('WebGPU'),
  webgl: msg('WebGL'),
  wasm: msg('WebAssembly'),
  cpu: msg('plain JavaScript'),
};

export function stateWord(state: RunState): string {
  return STATE_WORDS[state];
}

/** Backend and adapter; says if the adapter is software. */
function environmentText(environment: Environment): string {
  const { backend, adapter, software } = environment;
  const name = BACKEND_WORDS[backend];
  const details = [name.includes(adapter) ? '' : adapter, software ? msg('a software adapter') : ''];
  const told = details.filter((part) => part !== '').join(', ');
  return told === '' ? name : `${name} (${told})`;
}

/** The activity, worded to follow "Loading". */
function activity(what: string): string {
  const rest = what.replace(/^Loading /, '');
  return rest === what ? what.charAt(0).toLowerCase() + what.slice(1) : rest;
}

/** The status line's parts after the state's word, in order. */
export function statusParts(facts: StatusFacts): string[] {
  const { state, step, until, rate, loading, evaluating, environment } = facts;
  const parts: string[] = [];
  if (state === 'idle') parts.push(facts.dataMissing === true ? msg('no images yet') : msg('press Train to begin'));
  if (state === 'loading' && loading) {
    const percent = loading.fraction === null ? '' : `, ${Math.round(loading.fraction * 100)}%`;
    parts.push(`${activity(loading.what)}${percent}`);
  }
  if (step > 0 || state === 'training') parts.push(msg(str`step ${formatCount(step)} of ${formatCount(until)}`));
  const evaluates = evaluating !== null && (state === 'training' || state === 'paused');
  if (evaluates) parts.push(msg(str`evaluating, ${Math.round(evaluating * 100)}%`));
  if (state === 'training' && rate !== undefined && !evaluates) {
    parts.push(msg(str`${formatNumber(rate)} steps/s`));
    if (until > step) parts.push(msg(str`${formatDuration((until - step) / rate)} left`));
  }
  if (environment) parts.push(environmentText(environment));
  return parts;
}

/** The whole line. */
export function statusText(facts: StatusFacts): string {
  return [stateWord(facts.state), ...statusParts(facts)].join(' · ');
}

const TITLE = msg('Shuffle Lab');

/** The title of the browser's tab, which shows the progress when the page isn't visible. */
export function tabTitle({ state, step, until }: Pick<StatusFacts, 'state' | 'step' | 'until'>): string {
  if (state === 'idle') return TITLE;
  if (state !== 'training' && state !== 'paused') return `${stateWord(state)} · ${TITLE}`;
  const percent = until > 0 ? Math.floor((100 * step) / until) : 0;
  return state === 'paused' ? msg(str`${percent}% paused · ${TITLE}`) : `${percent}% · ${TITLE}`;
}
