/** Writes the AssemblyScript of every optimizer's update: inserts its arithmetic into `optimizer.as.template`. */
import { readFileSync } from 'node:fs';
import { scalarNames, type Arithmetic, type Element, type Optimizer } from '../src/shared/optimizers/optimizer.ts';

/** The file that the text replaces. */
export const OPTIMIZERS_FILE = 'optimizers.as.ts';

const TEMPLATE = new URL('../workers/backends/wasm/kernels/optimizer.as.template', import.meta.url);

const IMPORTS = `import { address, argument, real } from './job.as';
import { multiplyAdd, sumOfLanes } from './lanes.as';
import { dotInDoubles, holds } from './sums.as';
import { allZero, BLOCK, blockNorm, SCALARS, SLOTS, UPDATE_CHUNK } from './update.as';
`;

/** Four float32 at once. */
const LANES: Arithmetic<string> = {
  add: (a, b) => `f32x4.add(${a}, ${b})`,
  subtract: (a, b) => `f32x4.sub(${a}, ${b})`,
  multiply: (a, b) => `f32x4.mul(${a}, ${b})`,
  divide: (a, b) => `f32x4.div(${a}, ${b})`,
  squareRoot: (a) => `f32x4.sqrt(${a})`,
};

const single = (type: 'f32' | 'f64'): Arithmetic<string> => ({
  add: (a, b) => `(${a} + ${b})`,
  subtract: (a, b) => `(${a} - ${b})`,
  multiply: (a, b) => `(${a} * ${b})`,
  divide: (a, b) => `(${a} / ${b})`,
  squareRoot: (a) => `sqrt<${type}>(${a})`,
});

type Words = Element<string, string, string>;

/** The names of one element's values in the inserted text, each written by `form`. */
function words(
  { slots }: Optimizer,
  scalars: readonly string[],
  prefix: string,
  next: boolean,
  decays: boolean,
): Words {
  const named = (names: readonly string[], start: string): Record<string, string> =>
    Object.fromEntries(names.map((name) => [name, `${start}${name}`]));
  return {
    weight: 'weight',
    gradient: 'gradient',
    slots: named(slots, next ? 'next_' : 'slot_'),
    scalars: named(scalars, prefix),
    decay: decays ? `${prefix}decay` : undefined,
  };
}

/** Each name converted to float64. */
function promoted(element: Words): Words {
  const wide = (names: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(Object.entries(names).map(([name, text]) => [name, `<f64>${text}`]));
  const { weight, gradient, slots, scalars, decay } = element;
  return {
    weight: `<f64>${weight}`,
    gradient: `<f64>${gradient}`,
    slots: wide(slots),
    scalars: wide(scalars),
    decay: decay === undefined ? undefined : `<f64>${decay}`,
  };
}

function lanes(optimizer: Optimizer, scalars: readonly string[], decays: boolean): string[] {
  const [before, after] = [false, true].map((next) => words(optimizer, scalars, 'all_', next, decays)) as [
    Words,
    Words,
  ];
  const next = optimizer.nextSlots(LANES, before);
  return [
    ...optimizer.slots.map((name) => `const slot_${name} = v128.load(address_${name} + at);`),
    ...optimizer.slots.map((name) => `const next_${name} = ${next[name]};`),
    `const change = ${optimizer.change(LANES, after)};`,
    ...optimizer.slots.map((name) => `v128.store(address_${name} + at, next_${name});`),
  ];
}

function one(optimizer: Optimizer, scalars: readonly string[], decays: boolean): string[] {
  const [before, after] = [false, true].map((next) => words(optimizer, scalars, '', next, decays)) as [Words, Words];
  const next = optimizer.nextSlots(single('f32'), before);
  return [
    ...optimizer.slots.map((name) => `const slot_${name} = load<f32>(address_${name} + at);`),
    ...optimizer.slots.map((name) => `const next_${name}: f32 = ${next[name]};`),
    `const change: f32 = ${optimizer.change(single('f32'), after)};`,
    ...optimizer.slots.map((name) => `store<f32>(address_${name} + at, next_${name});`),
    // Statistics of single elements are computed in float64.
    ...(decays ? [`const wide: f64 = ${optimizer.change(single('f64'), promoted(after))};`] : []),
  ];
}

function updateOf(optimizer: Optimizer, template: string): string {
  const scalars = scalarNames(optimizer);
  const all = [...scalars, 'decay'];
  const texts: Readonly<Record<string, readonly string[]>> = {
    ADDRESSES: optimizer.slots.map((name, k) => `const address_${name} = address(SLOTS + ${k});`),
    SCALARS: all.map((name, k) => `const ${name} = real(SCALARS + ${k});`),
    SPLATS: all.map((name) => `const all_${name} = f32x4.splat(${name});`),
    LANES_DECAYED: lanes(optimizer, scalars, true),
    ONE_DECAYED: one(optimizer, scalars, true),
    LANES_PLAIN: lanes(optimizer, scalars, false),
    ONE_PLAIN: one(optimizer, scalars, false),
    NAME: [optimizer.name],
  };
  return template.replace(/\$([A-Z_]+)/g, (_, key: string) => texts[key]?.join('\n') ?? key);
}

/** The whole file: an update per optimizer, and the choice between them by index in the list. */
export function optimizersSource(optimizers: readonly Optimizer[]): string {
  const template = readFileSync(TEMPLATE, 'utf8');
  const choice = (form: 'update' | 'plain'): string => `export function ${form}Part(part: i32): void {
  switch (argument(0)) {
    ${optimizers.map(({ name }, k) => `case ${k}:\n      return ${form}_${name}(part);`).join('\n    ')}
  }
}
`;
  const updates = optimizers.map((optimizer) => updateOf(optimizer, template));
  return [IMPORTS, ...updates, choice('update'), choice('plain')].join('\n');
}
