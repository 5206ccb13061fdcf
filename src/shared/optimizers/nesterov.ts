/** Nesterov momentum in the form of Sutskever et al. 2013, as torch.optim.SGD(nesterov=True). */
import { decayed, defineOptimizer } from './optimizer.ts';
import { sgd } from './sgd.ts';

export const nesterov = defineOptimizer({
  ...sgd,
  name: 'nesterov',
  formula: 'v ← μv + g + λw, w ← w − α(g + λw + μv)',
  change(math, element) {
    const ahead = math.multiply(element.scalars.momentum, element.slots.velocity);
    return math.multiply(element.scalars.lr, math.add(decayed(math, element), ahead));
  },
});
