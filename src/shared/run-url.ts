/** A run ⇄ the query of its address. Reading never throws: whatever is wrong is listed by name beside the value used instead. */
import { quote, type Issue } from './issues.ts';
import { sizeFault } from './network/layout.ts';
import { namedNetwork, placeRun } from './network/of-run.ts';
import { formatParam, parseParam, type ParamValue } from './param-text.ts';
import { PAGE_VIEWS } from './page-view.ts';
import { findPreset, PRESETS } from './presets.ts';
import { readQuery, unescapeAnd } from './query-text.ts';
import {
  CLASSES,
  DATA_CHANNELS,
  DATA_SIZES,
  DEFAULT_PARAMS,
  MAX_STEPS,
  PARAM_SPECS,
  resolveParams,
  type ParamKey,
  type ParamSpec,
  type RunParams,
} from './run-params.ts';
import { EVENT_KEYS, type EventKey, type ScheduledEvent } from './schedule.ts';

/** What an address says: the settings, what changes at which step, and how the page shall begin. */
export interface RunAddress {
  readonly preset: string | null;
  readonly params: RunParams;
  readonly events: readonly ScheduledEvent[];
  /** Begin training on load. */
  readonly start: boolean;
}

export interface ParsedAddress {
  readonly address: RunAddress;
  readonly faults: readonly Issue[];
}

const MAX_EVENTS = 1000;
/** Faults told one by one: a list that can be read. An address may have a million. */
const MAX_FAULTS = 100;
const SPECS = new Map<string, ParamSpec>(PARAM_SPECS.map((spec) => [spec.key, spec]));
/** Keys of the address that are no setting of the run itself. */
const OTHER_KEYS = ['preset', 'events', 'start', 'view'];

const shown = (value: ParamValue): string => (value === null ? 'the lab’s own choice' : formatParam(value) || 'none');

/** The query of a whole address, of "?query" or of a bare query. */
export function queryOf(address: string): string {
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(address);
  const [withoutHash = ''] = unescapeAnd(address).split('#');
  const at = withoutHash.indexOf('?');
  if (at >= 0) return withoutHash.slice(at + 1);
  return whole ? '' : withoutHash;
}

/** Reads an address's query (with or without its "?"). */
export function parseAddress(query: string): ParsedAddress {
  const faults: Issue[] = [];
  let more = 0;
  const fault = (subject: string, message: string): void => {
    if (faults.length < MAX_FAULTS) faults.push({ subject: quote(subject), message });
    else more += 1;
  };
  const texts = firstOfEach(readQuery(query), fault);

  const presetName = texts.get('preset') ?? null;
  const preset = findPreset(presetName);
  if (presetName !== null && !preset) {
    const names = PRESETS.map((candidate) => candidate.name).join(', ');
    fault('preset', `preset=${quote(presetName)} is not one of ${names}; no preset is used.`);
  }

  const base = preset?.params ?? DEFAULT_PARAMS;
  const values: Partial<Record<ParamKey, ParamValue>> = {};
  for (const [key, text] of texts) {
    const spec = SPECS.get(key);
    if (!spec) {
      if (!OTHER_KEYS.includes(key)) fault(key, `${quote(key)} is not a key of this lab; it is ignored.`);
      continue;
    }
    const parsed = parseParam(spec.type, text);
    if (parsed.ok) values[spec.key] = parsed.value;
    else fault(key, `${key}=${quote(text)} ${parsed.reason}; ${shown(base[spec.key])} is used.`);
  }

  const start = texts.get('start') ?? '0';
  if (start !== '1' && start !== '0') fault('start', `start=${quote(start)} is not 1 or 0; 0 is used.`);
  const view = texts.get('view');
  if (view !== undefined && !PAGE_VIEWS.some((known) => known === view)) {
    fault('view', `view=${quote(view)} is not one of ${PAGE_VIEWS.join(', ')}; the whole page is shown.`);
  }
  const events = texts.get('events');
  // parseParam gave each key a value of the type that its spec names.
  const params = { ...base, ...values } as RunParams;
  const address = {
    preset: preset?.name ?? null,
    params: possible(params, fault),
    events: events === undefined ? (preset?.events ?? []) : parseEvents(events, fault),
    start: start === '1',
  };
  if (more > 0)
    faults.push({ subject: quote('address'), message: `${more} more faults follow; what they name is left out.` });
  return { address, faults };
}

function firstOfEach(
  query: readonly (readonly [key: string, text: string])[],
  fault: (subject: string, message: string) => void,
): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [key, text] of query) {
    const first = texts.get(key);
    if (first === undefined) texts.set(key, text);
    else fault(key, `${quote(key)} is given more than once; the first, ${quote(first)}, is used.`);
  }
  return texts;
}

/** Mends combinations that cannot be trained. */
function possible(params: RunParams, fault: (subject: string, message: string) => void): RunParams {
  let { n, batch, width, norm } = params;
  const most = DATA_SIZES[params.data];
  if (n > most) {
    fault('n', `n=${n} is more than the ${most} training examples of ${params.data}; ${most} is used.`);
    n = most;
  }
  if (batch > n) {
    fault('batch', `batch=${batch} is more than the ${n} training examples; ${n} is used.`);
    batch = n;
  }
  const named = namedNetwork(params.model);
  if (width !== null && (!named?.width || named.widthFault?.(width) !== undefined)) {
    const why = named?.widthFault?.(width) ?? `cannot be set for ${named?.name ?? 'a network that is spelled out'}`;
    fault('width', `width ${why}; its own widths are used.`);
    width = null;
  }
  if (norm !== null && !named) {
    fault('norm', 'norm cannot be set for a network that is spelled out; its own layers are used.');
    norm = null;
  }
  return possibleNetwork({ ...params, n, batch, width, norm }, fault);
}

/** Replaces a network that is impossible on the data set's images, or too large, by the default one. */
function possibleNetwork(params: RunParams, fault: (subject: string, message: string) => void): RunParams {
  const placed = placeRun(resolveParams(params), { channels: DATA_CHANNELS[params.data], classes: CLASSES });
  const reason = placed.ok ? sizeFault(placed.value, params.batch) : placed.reason;
  if (reason === undefined) return params;
  fault('model', `model=${quote(params.model)} ${reason}; ${DEFAULT_PARAMS.model} is used.`);
  const { model, width, norm } = DEFAULT_PARAMS;
  return { ...params, model, width, norm };
}

function parseEvents(text: string, fault: (subject: string, message: string) => void): ScheduledEvent[] {
  if (text === '') return [];
  const parts = text.split(',');
  if (parts.length > MAX_EVENTS)
    fault('events', `events names more than ${MAX_EVENTS} changes; the first ${MAX_EVENTS} are used.`);
  const events: ScheduledEvent[] = [];
  for (const part of parts.slice(0, MAX_EVENTS)) {
    const event = parseEvent(part);
    if (typeof event === 'string') fault('events', `events=${quote(part)} ${event}; it is left out.`);
    else events.push(event);
  }
  const ordered = [...events].sort((a, b) => a.step - b.step);
  if (ordered.some((event, i) => event !== events[i])) {
    fault('events', 'events is not in order of steps; it is used in that order.');
  }
  return ordered;
}

/** The event, or why the text is none. */
function parseEvent(text: string): ScheduledEvent | string {
  const match = /^(\d{1,9}):([a-z]+)=(.+)$/.exec(text);
  if (!match) return 'is not STEP:KEY=VALUE';
  const [, stepText = '', key = '', valueText = ''] = match;
  const step = Number(stepText);
  if (step > MAX_STEPS) return `is past step ${MAX_STEPS}`;
  if (!isEventKey(key)) return `changes something other than ${EVENT_KEYS.join(', ')}`;
  const spec = SPECS.get(key);
  const parsed = spec && parseParam(spec.type, valueText);
  if (!parsed?.ok || typeof parsed.value !== 'number')
    return `has a ${key} that ${parsed?.ok === false ? parsed.reason : 'is not a number'}`;
  return { step, key, value: parsed.value };
}

function isEventKey(key: string): key is EventKey {
  return (EVENT_KEYS as readonly string[]).includes(key);
}

const same = (a: ParamValue, b: ParamValue): boolean => JSON.stringify(a) === JSON.stringify(b);

export function formatEvents(events: readonly ScheduledEvent[]): string {
  return events.map((event) => `${event.step}:${event.key}=${event.value}`).join(',');
}

/**
 * The address's query without "?": only what differs from the preset or, without one, from the defaults. A preset is left
 * out where it decides something that the settings leave open, which no text could undo.
 */
export function formatAddress(address: RunAddress): string {
  const named = findPreset(address.preset);
  const decided = PARAM_SPECS.some(({ key }) => address.params[key] === null && named?.params[key] !== null);
  const preset = decided ? undefined : named;
  const base = preset?.params ?? DEFAULT_PARAMS;
  const parts: string[] = preset ? [`preset=${preset.name}`] : [];
  for (const { key } of PARAM_SPECS) {
    const value = address.params[key];
    // What is null follows from other settings and has no text.
    // Chat programs cut a ")" from the end of a link: what follows keeps the text of a network whole.
    const guard = key === 'seed' && parts.at(-1)?.endsWith(')');
    if (value !== null && (guard || !same(value, base[key])))
      parts.push(`${key}=${encodeURIComponent(formatParam(value))}`);
  }
  const events = formatEvents(address.events);
  if (events !== formatEvents(preset?.events ?? [])) parts.push(`events=${events}`);
  if (address.start) parts.push('start=1');
  return parts.join('&').replaceAll('%2C', ',');
}
