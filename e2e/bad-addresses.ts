/** Malformed addresses from a seed, each with the names that the page must list. */

export interface BadAddress {
  readonly query: string;
  /** The faulty keys, as the page should name them. */
  readonly names: readonly string[];
}

/** Mulberry32: a small generator of uniform numbers in [0, 1). */
function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Adds a marker to the document and a flag to the window if it is interpreted as markup or script. */
const INJECTION = '<img src=x data-injected onerror=window.injected=1>';
const MARKUP = [
  INJECTION,
  '<script data-injected>window.injected=1</script>',
  '"><svg data-injected onload=window.injected=1>',
  '${window.injected=1}',
  'javascript:window.injected=1',
  '</title><b data-injected>',
];
const WRONG = [
  '',
  'abc',
  'NaN',
  'Infinity',
  '-Infinity',
  '0x10',
  '1e',
  '--5',
  '[]',
  '{}',
  'null',
  'true',
  '1,5',
  '½',
  '٣',
  ' ',
];
const HUGE = ['1e999', '-1e308', '99999999999999999999999', '1'.repeat(5000), '-0.0000000001e400'];
const RAW = ['%', '%zz', '%E0%A4%A', '%00', '%u0041', '%C0%80', '%F0%9F', '%0A%0D', '%E2%80%AE1'];
const NUMBERS = ['n', 'batch', 'lr', 'momentum', 'decay', 'lrdecay', 'steps', 'seed', 'shuffle', 'stride', 'probe'];
const CHOICES = [
  'preset',
  'data',
  'size',
  'model',
  'width',
  'norm',
  'labels',
  'pixels',
  'twin',
  'windows',
  'backend',
  'start',
];
const UNKNOWN = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'LR', 'learning_rate', 'q', 'ñ', '0'];
const EVENTS = [
  'abc',
  '5:lr',
  '-1:lr=1',
  '5:foo=1',
  '5:shuffle=7',
  '1e3:lr=1',
  '5:lr=1e999',
  ':',
  '99999999999:lr=1',
  '5:lr=1;6:lr=2',
];

export function badAddresses(count: number, seed: number): BadAddress[] {
  const next = uniform(seed);
  const pick = <T>(list: readonly T[]): T => {
    const item = list[Math.floor(next() * list.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  };
  const encode = encodeURIComponent;

  /** One faulty part of a query, and the name under which the page lists it. */
  const part = (): { text: string; name: string } => {
    const number = pick(NUMBERS);
    const key = pick([...NUMBERS, ...CHOICES]);
    const unknown = pick(UNKNOWN);
    const markup = pick(MARKUP);
    const forms: readonly { text: string; name: string }[] = [
      { text: `${number}=${encode(pick(WRONG))}`, name: number },
      { text: `${number}=${encode(pick(HUGE))}`, name: number },
      { text: `${key}=${encode(markup)}`, name: key },
      { text: `${key}=${pick(RAW)}`, name: key },
      { text: `${unknown}=${encode(pick(WRONG))}`, name: unknown },
      { text: `${encode(markup)}=1`, name: markup.slice(0, 20) },
      { text: `seed=1&seed=${encode(markup)}`, name: 'seed' },
      { text: `events=${encode(pick(EVENTS))}`, name: 'events' },
      { text: `events=${encode(`5:lr=${markup}`)}`, name: 'events' },
    ];
    return pick(forms);
  };

  return Array.from({ length: count }, (_, i) => {
    // Sometimes valid values that cannot be combined.
    if (i % 20 === 0) return { query: `n=${50 + i}&batch=${100 + i}`, names: ['batch'] };
    const parts = Array.from({ length: 1 + Math.floor(next() * 4) }, part);
    return { query: parts.map(({ text }) => text).join('&'), names: [...new Set(parts.map(({ name }) => name))] };
  });
}
