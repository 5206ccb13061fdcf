/** The programs of an optimizer's update: its arithmetic as WGSL, followed by the sums of `update.wgsl`. */
import { OPTIMIZERS } from '../../../src/shared/optimizers/index.ts';
import { scalarNames, type Arithmetic, type Optimizer } from '../../../src/shared/optimizers/optimizer.ts';
import eachElement from './programs/each-element.wgsl?raw';
import elements from './programs/elements.wgsl?raw';
import sumOfGroup from './programs/sum-of-group.wgsl?raw';
import update from './programs/update.wgsl?raw';
import type { Program } from './kernel-encoder.ts';

const EXPRESSIONS: Arithmetic<string> = {
  add: (a, b) => `(${a} + ${b})`,
  subtract: (a, b) => `(${a} - ${b})`,
  multiply: (a, b) => `(${a} * ${b})`,
  divide: (a, b) => `(${a} / ${b})`,
  squareRoot: (a) => `sqrt(${a})`,
};

type Access = 'read' | 'read_write' | 'uniform';

/** Declares buffers of float32 at bindings 0, 1 and so on, then both uniform structures. */
function declarations(
  optimizer: Optimizer,
  buffers: readonly (readonly [name: string, access: Access, type: string])[],
) {
  const scalars = [...scalarNames(optimizer), 'decay'].map((name) => `${name}: f32`);
  const storage = buffers.map(
    ([name, access, type], i) => `@group(0) @binding(${i}) var<storage, ${access}> ${name}: array<${type}>;`,
  );
  return [
    'struct Settings { n: u32, chunk: u32 }',
    `struct Scalars { ${scalars.join(', ')} }`,
    ...storage,
    `@group(0) @binding(${buffers.length}) var<uniform> p: Settings;`,
    `@group(0) @binding(${buffers.length + 1}) var<uniform> scalars: Scalars;`,
  ].join('\n');
}

const slotBuffers = ({ slots }: Optimizer) => slots.map((name) => [`slot_${name}`, 'read_write', 'f32'] as const);

/** Statements that update weight i; they define `gradient`, `weight` and `change`. */
function taking(optimizer: Optimizer, decays: boolean): string {
  const { slots } = optimizer;
  const named = (names: readonly string[], form: (name: string) => string): Record<string, string> =>
    Object.fromEntries(names.map((name) => [name, form(name)]));
  const element = {
    weight: 'weight',
    gradient: 'gradient',
    slots: named(slots, (name) => `slot_${name}[i]`),
    scalars: named(scalarNames(optimizer), (name) => `scalars.${name}`),
    decay: decays ? 'scalars.decay' : undefined,
  };
  const next = optimizer.nextSlots(EXPRESSIONS, element);
  const after = { ...element, slots: named(slots, (name) => `next_${name}`) };
  return [
    'let gradient = g[i];',
    'let weight = w[i];',
    ...slots.map((name) => `let next_${name} = ${next[name]};`),
    `let change = ${optimizer.change(EXPRESSIONS, after)};`,
    ...slots.map((name) => `slot_${name}[i] = next_${name};`),
    'w[i] = weight - change;',
  ].join('\n  ');
}

/** Binds w, the slots, g, the previous g, the sums and, if `summing`, a running sum of gradients. */
function measured(optimizer: Optimizer, summing: boolean): Program {
  const buffers = [
    ['w', 'read_write', 'f32'],
    ...slotBuffers(optimizer),
    ['g', 'read', 'f32'],
    ['previous', 'read', 'f32'],
    ['sums', 'read_write', 'vec4f'],
    ...(summing ? [['total', 'read_write', 'f32'] as const] : []),
  ] as const;
  const taken = `fn taken(i: u32) -> vec4f {
  ${taking(optimizer, true)}${summing ? '\n  total[i] += gradient;' : ''}
  return vec4f(gradient, weight, change, previous[i]);
}`;
  const code = [declarations(optimizer, buffers), taken, update, sumOfGroup].join('\n');
  return { name: `lab ${optimizer.name} update${summing ? ', summing' : ''}`, code };
}

/** Binds w, the slots and g. */
function plain(optimizer: Optimizer): Program {
  const buffers = [['w', 'read_write', 'f32'], ...slotBuffers(optimizer), ['g', 'read', 'f32']] as const;
  const element = `fn element(i: u32) {\n  ${taking(optimizer, false)}\n}`;
  const code = [declarations(optimizer, buffers), element, elements, eachElement].join('\n');
  return { name: `lab plain ${optimizer.name} update`, code };
}

type OptimizerPrograms = Readonly<Record<'update' | 'summingUpdate' | 'plainUpdate', Program>>;

/** By the optimizer's name. */
export const OPTIMIZER_PROGRAMS: ReadonlyMap<string, OptimizerPrograms> = new Map(
  OPTIMIZERS.map((optimizer: Optimizer) => [
    optimizer.name,
    {
      update: measured(optimizer, false),
      summingUpdate: measured(optimizer, true),
      plainUpdate: plain(optimizer),
    },
  ]),
);
