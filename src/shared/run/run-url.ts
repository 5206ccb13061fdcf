/**
 * Converts a run to and from the query of its address. Parsing never throws: each fault is listed by name with the
 * value used instead.
 */
import { quote, type Issue } from '../util/issues.ts';
import { PAGE_VIEWS } from './page-view.ts';
import { findPreset, PRESETS } from './presets.ts';
import { readQuery, unescapeAnd } from '../util/query-text.ts';
import { DEFAULT_PARAMS, MAX_STEPS, PARAM_SPECS, paramText, type ParamSpec, type RunParams } from './run-params.ts';
import { EVENT_KEYS, isEventKey, type ScheduledEvent } from './schedule.ts';
import { msg, str } from '../util/texts.ts';

/** The content of an address: the settings, the schedule, and how the page starts. */
export interface RunAddress {
  readonly preset: string | null;
  readonly params: RunParams;
  readonly events: readonly ScheduledEvent[];
  /** Whether training starts on load. */
  readonly start: boolean;
}

export interface ParsedAddress {
  readonly address: RunAddress;
  readonly issues: readonly Issue[];
}

const MAX_EVENTS = 1000;
/** Number of faults that are listed, so that the list stays readable. An address may have a million. */
const MAX_FAULTS = 100;
const SPECS = new Map<string, ParamSpec>(PARAM_SPECS.map((spec) => [spec.key, spec]));
/** Keys of the address that aren't settings of the run. */
const OTHER_KEYS = ['preset', 'events', 'start', 'view'];

const shown = (spec: ParamSpec, value: unknown): string =>
  value === null ? msg('the lab’s own choice') : paramText(spec, value) || msg('none');

/** The query of a whole address, of "?query" or of a bare query. */
export function queryOf(address: string): string {
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(address);
  const [withoutHash = ''] = unescapeAnd(address).split('#');
  const at = withoutHash.indexOf('?');
  if (at >= 0) return withoutHash.slice(at + 1);
  return whole ? '' : withoutHash;
}

type AddIssue = (subject: string, what: string, instead: string) => void;

/** Parses an address's query (with or without its "?"). */
export function parseAddress(query: string): ParsedAddress {
  const issues: Issue[] = [];
  let more = 0;
  const issue: AddIssue = (subject, what, instead) => {
    if (issues.length < MAX_FAULTS) issues.push({ subject: quote(subject), what, instead });
    else more += 1;
  };
  const texts = firstOfEach(readQuery(query), issue);

  const presetName = texts.get('preset') ?? null;
  const preset = findPreset(presetName);
  if (presetName !== null && !preset) {
    const names = PRESETS.map((candidate) => candidate.name).join(', ');
    issue('preset', msg(str`preset=${quote(presetName)} is not one of ${names}`), msg('no preset is used'));
  }

  const base = preset?.params ?? DEFAULT_PARAMS;
  const values: Record<string, unknown> = {};
  for (const [key, text] of texts) {
    const spec = SPECS.get(key);
    if (!spec) {
      if (!OTHER_KEYS.includes(key)) issue(key, msg(str`${quote(key)} is not a key of this lab`), msg('it is ignored'));
      continue;
    }
    const parsed = spec.type.parse(text);
    if (parsed.ok) values[spec.key] = parsed.value;
    else issue(key, msg(str`${key}=${quote(text)} ${parsed.reason}`), msg(str`${shown(spec, base[spec.key])} is used`));
  }

  const start = texts.get('start') ?? '0';
  if (start !== '1' && start !== '0') issue('start', msg(str`start=${quote(start)} is not 1 or 0`), msg('0 is used'));
  const view = texts.get('view');
  if (view !== undefined && !PAGE_VIEWS.some((known) => known === view)) {
    issue('view', msg(str`view=${quote(view)} is not one of ${PAGE_VIEWS.join(', ')}`), msg('the whole page is shown'));
  }
  const events = texts.get('events');
  // Each key has a value that its type parsed.
  const params = { ...base, ...values } as RunParams;
  const address = {
    preset: preset?.name ?? null,
    params: possible(params, issue),
    events: events === undefined ? (preset?.events ?? []) : parseEvents(events, issue),
    start: start === '1',
  };
  if (more > 0)
    issues.push({
      subject: quote('address'),
      what: msg(str`${more} more faults are not listed`),
      instead: msg('the values they name are left out'),
    });
  return { address, issues };
}

function firstOfEach(query: readonly (readonly [key: string, text: string])[], issue: AddIssue): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [key, text] of query) {
    const first = texts.get(key);
    if (first === undefined) texts.set(key, text);
    else issue(key, msg(str`${quote(key)} is given more than once`), msg(str`the first, ${quote(first)}, is used`));
  }
  return texts;
}

/** Replaces combinations that can't be trained, by the settings' own rules. */
function possible(params: RunParams, issue: AddIssue): RunParams {
  let trainable = params;
  for (const spec of PARAM_SPECS) {
    const replacement = spec.rule?.(trainable);
    if (!replacement) continue;
    issue(spec.key, replacement.what, replacement.instead);
    trainable = { ...trainable, [spec.key]: replacement.value, ...replacement.others };
  }
  return trainable;
}

function parseEvents(text: string, issue: AddIssue): ScheduledEvent[] {
  if (text === '') return [];
  const parts = text.split(',');
  if (parts.length > MAX_EVENTS)
    issue('events', msg(str`events names more than ${MAX_EVENTS} changes`), msg(str`the first ${MAX_EVENTS} are used`));
  const events: ScheduledEvent[] = [];
  for (const part of parts.slice(0, MAX_EVENTS)) {
    const event = parseEvent(part);
    if (typeof event === 'string') issue('events', msg(str`events=${quote(part)} ${event}`), msg('it is left out'));
    else events.push(event);
  }
  const ordered = [...events].sort((a, b) => a.step - b.step);
  if (ordered.some((event, i) => event !== events[i])) {
    issue('events', msg('events is not in order of steps'), msg('it is used in that order'));
  }
  return ordered;
}

/** The event, or why the text isn't one. */
function parseEvent(text: string): ScheduledEvent | string {
  const match = /^(\d{1,9}):([a-z][a-z\d]*)=(.+)$/.exec(text);
  if (!match) return msg('is not STEP:KEY=VALUE');
  const [, stepText = '', key = '', valueText = ''] = match;
  const step = Number(stepText);
  if (step > MAX_STEPS) return msg(str`is past step ${MAX_STEPS}`);
  if (!isEventKey(key)) return msg(str`changes something other than ${EVENT_KEYS.join(', ')}`);
  const parsed = SPECS.get(key)?.type.parse(valueText);
  if (!parsed?.ok || typeof parsed.value !== 'number')
    return msg(str`has a ${key} that ${parsed?.ok === false ? parsed.reason : msg('is not a number')}`);
  return { step, key, value: parsed.value };
}

export function formatEvents(events: readonly ScheduledEvent[]): string {
  return events.map((event) => `${event.step}:${event.key}=${event.value}`).join(',');
}

/**
 * The address's query without "?": only differences from the preset or, without one, from the defaults. A preset that
 * fixes a setting which `address` leaves open is dropped, because no text could undo it.
 */
export function formatAddress(address: RunAddress): string {
  const named = findPreset(address.preset);
  const decided = PARAM_SPECS.some(({ key }) => address.params[key] === null && named?.params[key] !== null);
  const preset = decided ? undefined : named;
  const base = preset?.params ?? DEFAULT_PARAMS;
  const parts: string[] = preset ? [`preset=${preset.name}`] : [];
  for (const spec of PARAM_SPECS) {
    // A setting left open follows from other settings and has no text.
    const text = paramText(spec, address.params[spec.key]);
    // Chat programs strip a ")" from the end of a link, so a seed follows to protect the network's text.
    const guards = spec.key === 'seed' && parts.at(-1)?.endsWith(')');
    if (text !== '' && (guards || text !== paramText(spec, base[spec.key]))) {
      parts.push(`${spec.key}=${encodeURIComponent(text)}`);
    }
  }
  const events = formatEvents(address.events);
  if (events !== formatEvents(preset?.events ?? [])) parts.push(`events=${events}`);
  if (address.start) parts.push('start=1');
  return parts.join('&').replaceAll('%2C', ',');
}
