/** Seeded malformed addresses: each is parsed quickly, and its faults are named. */
import { expect, it } from 'vitest';
import { issueText, quote } from '../util/issues.ts';
import { readQuery } from '../util/query-text.ts';
import { randomStream } from '../util/random.ts';
import { dataSetOf } from '../data-sets/find.ts';
import { PARAM_SPECS, paramText } from './run-params.ts';
import { formatAddress, parseAddress } from './run-url.ts';
import { casesOf, FuzzFigures } from '../testing/fuzz.ts';

const CASES = casesOf(10_000, 0.03);
/** MB. */
const MOST_MEMORY = 300;

const random = randomStream(20, 'probe');
const pick = <T>(values: readonly T[]): T => values[random.integer(values.length)] ?? fail();
const fail = (): never => expect.unreachable();
const keys = [...PARAM_SPECS.map(({ key }) => key as string), 'preset', 'events', 'start'];
const values = [
  '',
  '0',
  '1',
  '-1',
  '-0',
  '0.5',
  '1e999',
  '-1e999',
  '99999999999999999999',
  'NaN',
  'Infinity',
  'null',
  'undefined',
  'true',
  '[]',
  '{}',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  'javascript:alert(1)',
  '%',
  '%zz',
  '%00',
  '%F0%9F%98%80',
  '٣',
  'mnist',
  'mlp',
  'inception-small',
  'batch',
  '512-512',
  '1-2-',
  '5-1',
  '1-2,3-4',
  '1:lr=1',
  '1:lr=1,0:lr=1',
  '::=,',
  '1:shuffle=1e9',
  '1:__proto__=1',
  'gt-shuffle',
  'decay-only',
  '__proto__',
  'constructor',
  'x'.repeat(5000),
  `${'1'.repeat(50_000)}x`,
  `1e${'1'.repeat(50_000)}x`,
  `${'1-'.repeat(5000)}x`,
  `${'1-2,'.repeat(5000)}x`,
  `${'1:lr=1,'.repeat(2000)}x`,
  '\u0000',
  '\ud83d',
  '１４',
  ' 14',
  '14 ',
];
const strangeKeys = [
  '',
  '__proto__',
  'constructor',
  'toString',
  'LR',
  ' lr',
  'lr[]',
  '<b>',
  '😀'.repeat(50),
  '\u202e',
  '%00',
];
const noise = (): string =>
  Array.from({ length: random.integer(12) }, () => String.fromCharCode(random.integer(0x2fff))).join('');

function address(): string {
  const parts = Array.from({ length: random.integer(6) }, () => {
    const key = random.uniform() < 0.8 ? pick(keys) : pick([...strangeKeys, noise()]);
    return `${key}${pick(['=', '=', '=', '', '=='])}${random.uniform() < 0.8 ? pick(values) : noise()}`;
  });
  return pick(['', '?', '??']) + parts.join(pick(['&', '&', '&', ';', '&&']));
}

/** Faults in how `query` is parsed; empty if there are none. */
function complaints(query: string): string[] {
  const { address: read, issues } = parseAddress(query);
  const { params } = read;
  const given = new URLSearchParams(readQuery(query));
  const subjects = new Set(issues.map(({ subject }) => subject));
  const found: string[] = [];
  for (const spec of PARAM_SPECS) {
    const { key, type } = spec;
    const value = params[key];
    if (value !== null && !type.parse(paramText(spec, value)).ok) found.push(`${key} is out of range`);
    const text = given.get(key);
    if (text !== null && !type.parse(text).ok && !subjects.has(`“${key}”`)) found.push(`${key} is not named`);
  }
  if (params.n > dataSetOf(params.data).trainExamples || params.batch > params.n) found.push('n or batch cannot be');
  for (const key of given.keys()) {
    if (!keys.includes(key) && !subjects.has(quote(key))) found.push(`unknown ${key} is not named`);
  }
  for (const issue of issues) {
    const { subject } = issue;
    const message = issueText(issue);
    if (!/^“.*”$/u.test(subject) || message.length > 300) found.push(`subject ${subject}`);
    if (!/^[^\p{C}]*(used|ignored|left out|in that order)\.$/u.test(message)) found.push(`message ${message}`);
  }
  // The result has an address that parses to the same result without faults.
  const again = parseAddress(formatAddress(read));
  const same = JSON.stringify({ ...again.address, preset: null }) === JSON.stringify({ ...read, preset: null });
  if (again.issues.length > 0 || !same) found.push('its own address parses differently');
  return found;
}

/** An address of up to a million equal characters. */
function longAddress(): string {
  const times = 1 + random.integer(100_000);
  return pick([
    () => Array.from({ length: times }, (_, k) => `k${k}=1`).join('&'),
    () => 'lr=1&'.repeat(times),
    () => `${pick(keys)}=${'9'.repeat(10 * times)}${pick(['', 'x', '.', 'e', '-'])}`,
    () => `${pick(keys)}=${pick(['1-', '1-2,', '%', '1:lr=1,', '\u0000', '😀'])}`.repeat(times),
    () => '&'.repeat(10 * times),
  ])();
}

it(`${CASES} malformed addresses never throw, and each fault has a name and a valid replacement`, async () => {
  const figures = new FuzzFigures('addresses');
  for (let trial = 0; trial < CASES; trial++) {
    const query = trial % 100 === 99 ? longAddress() : address();
    const { issues } = await figures.time(() => parseAddress(query));
    if (issues.length > 0) figures.refuse();
    expect(issues.length).toBeLessThanOrEqual(101);
    const found = issues.length > 100 ? [] : complaints(query);
    if (found.length > 0) expect({ query, found }).toEqual({ query, found: [] });
  }
  figures.finish(MOST_MEMORY);
}, 600_000);
