/** Explanations of what is measured at every step. */
import { SOURCES, type Explanation } from './explanation.ts';
import { msg, str } from '../util/texts.ts';

const kernels = msg(
  'Of kernels alone: biases and BatchNorm’s scales and offsets are trained but are in no layer’s norm.',
);

export const STEP_EXPLANATIONS = {
  loss: {
    name: msg('Loss'),
    family: 'step',
    what: msg(
      'How far the network’s probabilities are from the labels it is given: the minibatch’s mean cross-entropy.',
    ),
    formula: msg('L = −(1/B) Σᵢ ln p(given labelᵢ | imageᵢ)'),
    latex: 'L = -\\frac{1}{B}\\sum_{i=1}^{B} \\ln p(\\tilde y_i \\mid x_i)',
    range: '0 … ∞',
    unit: msg('nats'),
    undefinedWhen: '',
    measured: msg(
      'Exactly, at every step, on the step’s own batch before its update; the weight-decay term is not in it.',
    ),
    shows: msg(
      'The dotted line at ln K (2.303 for ten classes) is the loss of knowing nothing. When labels are shuffled in mid-run the very next steps jump above it: the network is sure of labels that are now wrong.',
    ),
    sources: [SOURCES.zhang],
  },
  accuracy: {
    name: msg('Batch accuracy'),
    family: 'step',
    what: msg('Fraction of the minibatch whose largest output is the given label.'),
    formula: 'mean[argmax = given]',
    latex: '\\frac{1}{B}\\sum_{i=1}^{B} [\\arg\\max_k p(k \\mid x_i) = \\tilde y_i]',
    range: '0 … 1',
    unit: '',
    undefinedWhen: '',
    measured: msg('Exactly, on the step’s own batch. It moves in steps of 1/B.'),
    shows: msg('A quick and noisy view of the training accuracy. 1/K is chance.'),
    sources: [],
  },
  gradientNorm: {
    name: msg('Gradient norm'),
    family: 'step',
    what: msg('Norm of the gradient of the minibatch loss with respect to one layer’s kernel.'),
    formula: '‖g‖ = √Σ gⱼ², without λw',
    latex: '\\lVert g \\rVert = \\sqrt{\\textstyle\\sum_j g_j^2}',
    range: '0 … ∞',
    unit: '',
    undefinedWhen: '',
    measured: msg(str`Exactly, at every step, for lengths from 1e−28 to 1e28. ${kernels}`),
    shows: msg(
      'It falls as examples are fitted and jumps when labels change. With few examples left to fit, it is mostly batch noise.',
    ),
    sources: [],
  },
  weightNorm: {
    name: msg('Weight norm'),
    family: 'step',
    what: msg('Norm of one layer’s kernel.'),
    formula: '‖w‖ = √Σ wⱼ²',
    latex: '\\lVert w \\rVert = \\sqrt{\\textstyle\\sum_j w_j^2}',
    range: '0 … ∞',
    unit: '',
    undefinedWhen: '',
    measured: msg(str`Exactly, at every step, for lengths from 1e−28 to 1e28. ${kernels}`),
    shows: msg(
      'On shuffled labels with weight decay it first shrinks, while the loss stays at ln K, and grows once the labels are being memorized. With BatchNorm a smaller norm means larger effective steps: at a constant rate the loss can spike again and again, which is no fault of the lab.',
    ),
    sources: [SOURCES.laarhoven],
  },
  updateRatio: {
    name: msg('Update ratio'),
    family: 'step',
    what: msg('How far one update moves a layer’s kernel, relative to its size.'),
    formula: '‖Δw‖ / ‖w‖',
    latex: '\\frac{\\lVert \\Delta w \\rVert}{\\lVert w \\rVert}',
    range: '0 … ∞',
    unit: '',
    undefinedWhen: msg('the kernel is 0'),
    measured: msg('Exactly, at every step, momentum and weight decay included.'),
    shows: msg(
      'The effective step size. A rule of thumb asks for about one part in a thousand; near 1 the weights are overwritten at each step.',
    ),
    sources: [SOURCES.karpathy],
  },
  decayRatio: {
    name: msg('Decay ratio'),
    family: 'step',
    what: msg('How strong weight decay is compared with the gradient, at one step.'),
    formula: 'λ‖w‖ / ‖g‖',
    latex: '\\frac{\\lambda \\lVert w \\rVert}{\\lVert g \\rVert}',
    range: '0 … ∞',
    unit: '',
    undefinedWhen: msg('the gradient is 0'),
    measured: msg('Exactly, from the weight norm, the gradient norm and λ.'),
    shows: msg(
      'Small in most of training. It can decide all the same: decay pulls one way at every step, while gradients of shuffled labels cancel. Compare the window decay share.',
    ),
    sources: [],
  },
  successiveCosine: {
    name: msg('Successive cosine'),
    family: 'step',
    what: msg('Cosine between the gradients of one step and of the step before.'),
    formula: 'cos(g_t, g_{t−1})',
    latex: '\\cos(g_t, g_{t-1}) = \\frac{g_t \\cdot g_{t-1}}{\\lVert g_t \\rVert \\lVert g_{t-1} \\rVert}',
    range: '−1 … 1',
    unit: '',
    undefinedWhen: msg('either gradient is 0, and at the first step'),
    measured: msg('Exactly, at every step. The two steps see different batches.'),
    shows: msg(
      'Near 1 two batches agree on the direction; near 0 they are unrelated; below 0 the update overshot and the next one turns back.',
    ),
    sources: [],
  },
} as const satisfies Readonly<Record<string, Explanation>>;
