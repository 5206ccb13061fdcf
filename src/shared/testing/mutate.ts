/** Seeded mutations of plain data at any depth, for fuzz tests. */
import type { RandomStream } from '../util/random.ts';

const ODD: readonly unknown[] = [
  null,
  undefined,
  NaN,
  Infinity,
  -1,
  0.5,
  1e308,
  Number.MAX_SAFE_INTEGER,
  '',
  '__proto__',
  '<script>alert(1)</script>',
  'x'.repeat(20_000),
  true,
  [],
  {},
  [[]],
  new Float64Array(3),
  new Float32Array(0),
];

type Container = Record<string, unknown> | unknown[];

const isContainer = (value: unknown): value is Container =>
  typeof value === 'object' && value !== null && !ArrayBuffer.isView(value) && Object.keys(value).length > 0;

/** A copy of `value` with one part replaced, removed or doubled. */
export function mutate(value: unknown, random: RandomStream): unknown {
  const pick = <T>(items: readonly T[]): T | undefined => items[random.integer(items.length)];
  if (!isContainer(value) || random.integer(12) === 0) return pick(ODD);
  const keys = Object.keys(value);
  const key = pick(keys) ?? '';
  if (Array.isArray(value)) {
    const copy: unknown[] = [...value];
    const at = Number(key);
    const kind = random.integer(6);
    if (kind === 0) copy.splice(at, 1);
    else if (kind === 1) copy.splice(at, 0, copy[at]);
    else copy[at] = mutate(copy[at], random);
    return copy;
  }
  const copy: Record<string, unknown> = { ...value };
  const kind = random.integer(6);
  if (kind === 0) return Object.fromEntries(Object.entries(copy).filter(([name]) => name !== key));
  if (kind === 1) copy[`${key}x`] = pick(ODD);
  else copy[key] = mutate(copy[key], random);
  return copy;
}
