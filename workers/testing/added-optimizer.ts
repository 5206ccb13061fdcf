/** An optimizer that the lab does not have, as one file: it keeps a sum of gradients and steps by its share of 1. */
import { decayed, defineOptimizer } from '../../src/shared/optimizers/optimizer.ts';

export const bounded = defineOptimizer({
  name: 'bounded',
  formula: 'v ← μv + g + λw, w ← w − αv / √(v² + 1)',
  usualRate: 0.05,
  decay: 'coupled',
  slots: ['pull'],
  scalars: ({ lr, momentum }, update) => ({ lr: lr / update, momentum, one: 1 }),
  nextSlots: (math, element) => ({
    pull: math.add(math.multiply(element.scalars.momentum, element.slots.pull), decayed(math, element)),
  }),
  change(math, { slots, scalars }) {
    const length = math.squareRoot(math.add(math.multiply(slots.pull, slots.pull), scalars.one));
    return math.multiply(scalars.lr, math.divide(slots.pull, length));
  },
});
