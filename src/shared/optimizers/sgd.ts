/** Stochastic gradient descent with heavy-ball momentum (Polyak 1964), as torch.optim.SGD. */
import { decayed, defineOptimizer } from './optimizer.ts';

export const sgd = defineOptimizer({
  name: 'sgd',
  formula: 'v ← μv + g + λw, w ← w − αv',
  usualRate: 0.05,
  decay: 'coupled',
  slots: ['velocity'],
  scalars: ({ lr, momentum }) => ({ lr, momentum }),
  nextSlots: (math, element) => ({
    velocity: math.add(math.multiply(element.scalars.momentum, element.slots.velocity), decayed(math, element)),
  }),
  change: (math, { slots, scalars }) => math.multiply(scalars.lr, slots.velocity),
});
