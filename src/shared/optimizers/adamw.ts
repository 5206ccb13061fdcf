/** AdamW (Loshchilov & Hutter 2019, arXiv 1711.05101): Adam whose weight decay acts on the weights, as torch.optim.AdamW. */
import { adam, nextMoments } from './adam.ts';
import { defineOptimizer } from './optimizer.ts';

export const adamw = defineOptimizer({
  ...adam,
  name: 'adamw',
  formula: 'm ← μm + (1 − μ)g, s ← β₂s + (1 − β₂)g², w ← w − α(m̂ / (√ŝ + ε) + λw)',
  decay: 'decoupled',
  nextSlots: (math, element) => nextMoments(math, element, element.gradient),
  change(math, element) {
    const { weight, decay, scalars } = element;
    const step = adam.change(math, element);
    return decay === undefined ? step : math.add(step, math.multiply(math.multiply(scalars.lr, decay), weight));
  },
});
