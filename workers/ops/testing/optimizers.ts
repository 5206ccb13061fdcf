/** Kernel suite: 50 updates of each optimizer against plain float64 loops. */
import { memory, tidy, variable, zeros, type Tensor, type Tensor2D, type Variable } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { OPTIMIZERS } from '../../../src/shared/optimizers/index.ts';
import type { Optimizer, Rates } from '../../../src/shared/optimizers/optimizer.ts';
import { measuredUpdate, plainUpdate, updateOf } from '../update.ts';
import { addedUp, expectClose, tensorOf, values } from './inputs.ts';
import * as reference from './reference.ts';

const UPDATES = 50;
/** 5 × 53 is more than a block of any kernel, and not a multiple of four. */
const SHAPE = [5, 53];
const SIZE = 265;

/** α, λ and μ change on the way, as under schedules. */
const ratesAt = (update: number, decay: number): Rates => ({
  lr: 0.02 / update ** 0.25,
  momentum: update < 30 ? 0.9 : 0.8,
  decay: update < 20 ? decay : decay / 2,
  beta2: 0.99,
  eps: 1e-3,
});

/** One element's update in plain arithmetic; `state` belongs to the element. Returns Δ. */
type Rule = (state: number[], w: number, g: number, rates: Rates, update: number) => number;

const adamStep = (state: number[], g: number, { lr, momentum, beta2, eps }: Rates, update: number): number => {
  const [m = 0, s = 0] = state;
  state[0] = momentum * m + (1 - momentum) * g;
  state[1] = beta2 * s + (1 - beta2) * g * g;
  const mean = state[0] / (1 - momentum ** update);
  return (lr * mean) / (Math.sqrt(state[1] / (1 - beta2 ** update)) + eps);
};

/** As documented by PyTorch. */
const RULES: Readonly<Record<(typeof OPTIMIZERS)[number]['name'], Rule>> = {
  sgd(state, w, g, { lr, momentum, decay }) {
    state[0] = momentum * (state[0] ?? 0) + g + decay * w;
    return lr * state[0];
  },
  nesterov(state, w, g, { lr, momentum, decay }) {
    state[0] = momentum * (state[0] ?? 0) + g + decay * w;
    return lr * (g + decay * w + momentum * state[0]);
  },
  adam: (state, w, g, rates, update) => adamStep(state, g + rates.decay * w, rates, update),
  adamw: (state, w, g, rates, update) => adamStep(state, g, rates, update) + rates.lr * rates.decay * w,
};

/** The weights after all updates, and the squared length of the last update. */
function expected(rule: Rule, from: Float32Array, gradients: readonly Float32Array[], decay: number) {
  const weights = Float64Array.from(from);
  const states = Array.from(from, (): number[] => []);
  const change = new Float64Array(from.length);
  gradients.forEach((gradient, k) => {
    for (let i = 0; i < weights.length; i++) {
      const [state, w] = [states[i] ?? [], weights[i] ?? NaN];
      change[i] = rule(state, w, gradient[i] ?? NaN, ratesAt(k + 1, decay), k + 1);
      weights[i] = w - (change[i] ?? NaN);
    }
  });
  return { weights, changeSquared: reference.dot(change, change) };
}

const slotsOf = ({ slots }: Optimizer): Record<string, Variable> =>
  tidy(() => Object.fromEntries(slots.map((name) => [name, variable(zeros(SHAPE))])));

export function describeOptimizers(): void {
  const from = values('dense', SIZE, 1);
  const gradients = Array.from({ length: UPDATES }, (_, k) => values(k % 7 === 3 ? 'sparse' : 'dense', SIZE, 100 + k));

  describe.each(OPTIMIZERS.map((optimizer) => [optimizer.name, optimizer] as const))('%s', (name, optimizer) => {
    it.each([0, 0.05])('trains a kernel with decay %d as plain loops do, and measures its step', async (decay) => {
      const before = memory().numTensors;
      const value = tidy(() => variable(tensorOf(from, SHAPE)));
      const slots = slotsOf(optimizer);
      const { weights, changeSquared } = expected(RULES[name], from, gradients, decay);
      let previous: Tensor | null = null;
      let numbers: Float32Array = new Float32Array();
      for (const [k, gradient] of gradients.entries()) {
        const update = updateOf(optimizer, ratesAt(k + 1, decay), k + 1);
        const last: Tensor | null = previous;
        const [statistics, retained] = tidy((): [Tensor2D, Tensor] =>
          measuredUpdate(value, slots, tensorOf(gradient, SHAPE), last, update),
        );
        previous = retained;
        if (k === UPDATES - 1) {
          const whole = addedUp(statistics);
          numbers = await whole.data<'float32'>();
          whole.dispose();
        }
        statistics.dispose();
      }
      await expectClose(value, SHAPE, weights, 1e-5);
      const found = (numbers[2] ?? NaN) / 2 ** 60;
      expect(Math.abs(found / changeSquared - 1), `‖Δw‖² ${found} and ${changeSquared}`).toBeLessThan(2e-5);
      previous?.dispose();
      for (const held of [value, ...Object.values(slots)]) held.dispose();
      expect(memory().numTensors).toBe(before);
    });

    it('trains parameters without decay as plain loops do', async () => {
      const before = memory().numTensors;
      const value = tidy(() => variable(tensorOf(from, SHAPE)));
      const slots = slotsOf(optimizer);
      gradients.forEach((gradient, k) => {
        tidy(() => {
          plainUpdate(value, slots, tensorOf(gradient, SHAPE), updateOf(optimizer, ratesAt(k + 1, 0.5), k + 1));
        });
      });
      const rule: Rule = (state, w, g, rates, update) => RULES[name](state, w, g, { ...rates, decay: 0 }, update);
      await expectClose(value, SHAPE, expected(rule, from, gradients, 0).weights, 1e-5);
      for (const held of [value, ...Object.values(slots)]) held.dispose();
      expect(memory().numTensors).toBe(before);
    });
  });
}
