/** Explanations of what is computed when the user asks for it. */
import { SOURCES, type Explanation } from './explanation.ts';
import { msg, str } from '../util/texts.ts';

const loss = msg(
  'mean cross-entropy over the first 512 training examples of the seeded draw (whole minibatches), against the given labels, without dropout, label smoothing and weight decay. BatchNorm’s statistics are computed again at each point, from each minibatch, as in a training step',
);

export const DEMAND_EXPLANATIONS = {
  lossProfile: {
    name: msg('Profile of the landscape'),
    family: 'demand',
    what: msg('The training loss along a straight line through the space of all trained numbers.'),
    formula: 'L(w_a + t (w_b − w_a)), t in −0.5 … 1.5; L(w + t d), t in −1 … 1',
    latex: 'L\\bigl(w_a + t\\,(w_b - w_a)\\bigr), \\quad t \\in [-0.5, 1.5]',
    range: '0 … ∞',
    unit: msg('nats'),
    undefinedWhen: msg('the loss is not finite there'),
    measured: msg(
      str`On demand, in steps of 0.1: ${loss}. A random direction d has the length of each filter of the weights, and is 0 for biases and BatchNorm’s parameters.`,
    ),
    shows: msg(
      'Whether the loss stays low on the straight line from one point to the other. A low profile between two networks means that they are in one basin; a barrier only means that this one line crosses higher loss. Networks that compute the same can have profiles of different widths, so compare widths along normalized directions only.',
    ),
    sources: [SOURCES.li, SOURCES.dinh],
  },
  sharpness: {
    name: msg('Sharpness'),
    family: 'demand',
    what: msg('The largest curvature of the training loss at the present weights.'),
    formula: 'λ_max(∇²L(w))',
    latex: '\\lambda_{\\max}\\bigl(\\nabla^2 L(w)\\bigr)',
    range: msg('−∞ … ∞; hardly ever below 0'),
    unit: '',
    undefinedWhen: msg('a gradient is not finite'),
    measured: msg(
      str`On demand, by power iteration on Hessian-vector products, each from the difference of two gradients, until three successive estimates agree to 0.1% or 60 products are made. The loss: ${loss}.`,
    ),
    shows: msg(
      'Plain gradient descent with step size α is stable along a direction of curvature below 2/α. In full-batch training the sharpness rises to about this value; with minibatches it stays below. It depends on how the network is parameterized, so a sharper minimum need not generalize worse.',
    ),
    sources: [SOURCES.cohen, SOURCES.dinh],
  },
} as const satisfies Readonly<Record<string, Explanation>>;
