/** Adam (Kingma & Ba 2015, arXiv 1412.6980) with weight decay in the gradient, as torch.optim.Adam. */
import { decayed, defineOptimizer, type Arithmetic, type Element } from './optimizer.ts';

type Slot = 'mean' | 'square';
type Scalar = 'lr' | 'beta1' | 'beta2' | 'fresh1' | 'fresh2' | 'correction1' | 'correction2' | 'eps';

/** The running means of g and g²: m ← β₁m + (1 − β₁)g, s ← β₂s + (1 − β₂)g². */
export function nextMoments<T>(
  math: Arithmetic<T>,
  { slots, scalars }: Element<T, Slot, Scalar>,
  gradient: T,
): Record<Slot, T> {
  const square = math.multiply(gradient, gradient);
  return {
    mean: math.add(math.multiply(scalars.beta1, slots.mean), math.multiply(scalars.fresh1, gradient)),
    square: math.add(math.multiply(scalars.beta2, slots.square), math.multiply(scalars.fresh2, square)),
  };
}

export const adam = defineOptimizer({
  name: 'adam',
  formula: 'm ← μm + (1 − μ)(g + λw), s ← β₂s + (1 − β₂)(g + λw)², w ← w − αm̂ / (√ŝ + ε)',
  usualRate: 0.001,
  decay: 'coupled',
  slots: ['mean', 'square'],
  // 1 − β is computed in float64: in float32 β₂ = .999 would leave it four digits.
  scalars: ({ lr, momentum, beta2, eps }, update) => ({
    lr,
    beta1: momentum,
    beta2,
    fresh1: 1 - momentum,
    fresh2: 1 - beta2,
    correction1: 1 / (1 - momentum ** update),
    correction2: 1 / Math.sqrt(1 - beta2 ** update),
    eps,
  }),
  nextSlots: (math, element) => nextMoments(math, element, decayed(math, element)),
  change(math, { slots, scalars }) {
    const mean = math.multiply(scalars.correction1, slots.mean);
    const root = math.multiply(scalars.correction2, math.squareRoot(slots.square));
    return math.multiply(scalars.lr, math.divide(mean, math.add(root, scalars.eps)));
  },
});
