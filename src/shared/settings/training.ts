/** Settings of the training: optimizer, length, seed and backend. */
import { SOURCES } from '../explanations/explanation.ts';
import { OPTIMIZERS } from '../optimizers/index.ts';
import { RATE_SCHEDULES } from '../rate-schedules/index.ts';
import { defineSetting } from './define.ts';
import { choice, flag, integer, number } from './types.ts';
import { msg, str } from '../util/texts.ts';

export const MAX_STEPS = 10_000_000;
export const BACKENDS = ['webgpu', 'webgl', 'wasm', 'cpu'] as const;

export const batch = defineSetting({
  key: 'batch',
  type: integer(2, 4096),
  default: 128,
  group: 'run',
  label: msg('Batch size'),
  help: msg('Examples in a minibatch.'),
  explanation: {
    name: msg('Batch size B'),
    what: msg('Examples in the minibatch whose mean gradient makes a step.'),
    formula: 'g = (1/B) Σᵢ gᵢ',
    latex: 'g = \\frac{1}{B}\\sum_{i=1}^{B} g_i',
    unit: msg('examples'),
    shows: msg('How noisy a step is. Above the gradient noise scale, a larger batch hardly saves steps.'),
    sources: [SOURCES.mccandlish],
  },
  rule(params: { readonly batch: number; readonly n: number }) {
    if (params.batch <= params.n) return undefined;
    const what = msg(str`batch=${params.batch} is more than the ${params.n} training examples`);
    return { value: params.n, what, instead: msg(str`${params.n} is used`) };
  },
});

type OptimizerName = (typeof OPTIMIZERS)[number]['name'];

export const optimizer = defineSetting({
  key: 'optimizer',
  type: choice(OPTIMIZERS.map(({ name }): OptimizerName => name)),
  default: 'sgd',
  group: 'run',
  added: true,
  label: msg('Optimizer'),
  help: msg(
    str`How a gradient becomes a step: ${OPTIMIZERS.map(({ name, formula }) => `${name}: ${formula}`).join('; ')}.`,
  ),
});

export const beta2 = defineSetting({
  key: 'beta2',
  type: number(0, 0.99999),
  default: 0.999,
  group: 'run',
  added: true,
  label: msg('Adam’s β₂'),
  help: msg('For Adam and AdamW: share of the old value in the running mean of squared gradients.'),
  explanation: {
    name: msg('Adam’s β₂'),
    what: msg(
      'How much of the running mean of squared gradients is carried over from step to step; for adam and adamw.',
    ),
    formula: 's ← β₂s + (1 − β₂)g²',
    latex: 's \\leftarrow \\beta_2 s + (1 - \\beta_2) g^2',
    unit: '',
    shows: msg(
      'It averages squared gradients over about 1/(1 − β₂) steps. Each weight’s step is divided by the root of that mean.',
    ),
    sources: [SOURCES.kingma],
  },
});

export const eps = defineSetting({
  key: 'eps',
  type: number(1e-30, 1),
  default: 1e-8,
  group: 'run',
  added: true,
  label: msg('Adam’s ε'),
  help: msg('For Adam and AdamW: added to the root of the mean squared gradient, so that no step divides by 0.'),
  explanation: {
    name: msg('Adam’s ε'),
    what: msg('Added to the root of the mean squared gradient; for adam and adamw.'),
    formula: 'w ← w − αm̂ / (√ŝ + ε)',
    latex: 'w \\leftarrow w - \\alpha \\hat m / (\\sqrt{\\hat s} + \\epsilon)',
    unit: '',
    shows: msg(
      'Weights whose gradients are much smaller than ε hardly move; a larger ε brings Adam closer to SGD with momentum.',
    ),
    sources: [SOURCES.kingma],
  },
});

export const lr = defineSetting({
  key: 'lr',
  type: number(0, 1e9),
  default: 0.05,
  group: 'slider',
  slider: { low: -4, high: 0, zero: false },
  live: true,
  label: msg('Learning rate'),
  help: msg('Step size α of the optimizer.'),
  explanation: {
    name: msg('Learning rate α'),
    what: msg('How far a step goes along the velocity.'),
    formula: 'w ← w − αv',
    latex: 'w \\leftarrow w - \\alpha v',
    unit: '',
    shows: msg(
      'Too small, the loss hardly falls; too large, it jumps about or stops being finite, which ends the run. The update ratio tells which.',
    ),
    sources: [SOURCES.karpathy],
  },
});

export const momentum = defineSetting({
  key: 'momentum',
  type: number(0, 0.9999),
  default: 0.9,
  group: 'run',
  live: true,
  label: msg('Momentum'),
  help: msg('μ of heavy-ball and Nesterov momentum; β₁ of Adam and AdamW.'),
  explanation: {
    name: msg('Momentum μ'),
    what: msg('Fraction of the velocity that is kept from step to step; for Adam β₁, of the mean gradient.'),
    formula: 'v ← μv + g + λw',
    latex: 'v \\leftarrow \\mu v + g + \\lambda w',
    unit: '',
    shows: msg(
      'It averages gradients over about 1/(1 − μ) steps and lengthens the step by the same factor where they agree.',
    ),
    sources: [],
  },
});

export const decay = defineSetting({
  key: 'decay',
  type: number(0, 100),
  default: 0,
  group: 'slider',
  slider: { low: -6, high: -1, zero: true },
  live: true,
  label: msg('Weight decay'),
  help: msg('λ, on kernels only: an L2 term in the gradient; with adamw a pull on the weights themselves.'),
  explanation: {
    name: msg('Weight decay λ'),
    what: msg('How strongly each step pulls the kernels towards 0.'),
    formula: 'v ← μv + g + λw',
    latex: 'v \\leftarrow \\mu v + g + \\lambda w',
    unit: '',
    effect: msg(
      'It acts on kernels only and is not in the shown loss. sgd, nesterov and adam add λw to the gradient (coupled); adamw subtracts αλw from the weights (decoupled). Decay ratio and decay share use λ‖w‖ with either.',
    ),
    shows: msg(
      'Whether the weights shrink or grow while the gradients of shuffled labels cancel. With BatchNorm it changes no output, only how large a step is in effect.',
    ),
    sources: [SOURCES.laarhoven],
  },
});

export const lrdecay = defineSetting({
  key: 'lrdecay',
  type: number(1e-6, 1),
  default: 1,
  group: 'run',
  label: msg('Learning-rate decay'),
  help: msg('Factor on the learning rate per epoch.'),
  explanation: {
    name: msg('Learning-rate decay'),
    what: msg('Factor by which the learning rate falls from epoch to epoch.'),
    formula: msg('α in epoch e = α · factorᵉ'),
    latex: '\\alpha_e = \\alpha \\cdot \\mathrm{factor}^e',
    unit: '',
    note: msg('1 keeps the rate'),
    shows: msg('A falling rate reduces batch noise in the weights’ path and lets training settle.'),
    sources: [],
  },
});

type ScheduleName = (typeof RATE_SCHEDULES)[number]['name'];

export const schedule = defineSetting({
  key: 'schedule',
  type: choice(RATE_SCHEDULES.map(({ name }): ScheduleName => name)),
  default: 'constant',
  group: 'run',
  added: true,
  label: msg('Schedule'),
  help: msg(
    str`How the learning rate changes over the planned steps. ${RATE_SCHEDULES.map(({ name, help }) => `${name}: it ${help}`).join('; ')}. A change of the rate in mid-run changes what the schedule multiplies.`,
  ),
});

export const warmup = defineSetting({
  key: 'warmup',
  type: integer(0, MAX_STEPS),
  default: 0,
  group: 'run',
  added: true,
  label: msg('Warmup steps'),
  help: msg('Steps over which the learning rate rises in equal parts, before the schedule.'),
  explanation: {
    name: msg('Warmup'),
    what: msg('Number of steps over which the learning rate rises in equal parts to its full value.'),
    formula: msg('α in step s = α · (s + 1) / warmup'),
    latex: '\\alpha_s = \\alpha \\cdot (s + 1) / \\mathrm{warmup}',
    unit: msg('steps'),
    note: msg('0: none'),
    shows: msg(
      'The first gradients are large and agree with each other; smaller first steps keep a large rate from blowing up.',
    ),
    sources: [],
  },
});

export const smoothing = defineSetting({
  key: 'smoothing',
  type: number(0, 0.999),
  default: 0,
  group: 'run',
  added: true,
  // No other control may contain a part of this name: the charts have a control named Smoothing.
  label: msg('Soft targets'),
  help: msg(
    'Label smoothing ε: gradients use targets 1 − ε + ε/K for the label and ε/K for the other of K classes; the shown loss uses the labels themselves.',
  ),
  explanation: {
    name: msg('Soft targets ε'),
    what: msg('Share of each target that is spread evenly over all K classes.'),
    formula: 'target = (1 − ε) · one-hot + ε/K',
    latex: 't = (1 - \\varepsilon)\\, e_y + \\varepsilon / K',
    unit: '',
    effect: msg(
      'It acts on the gradients. The shown loss is the cross-entropy against the labels themselves, so it can be compared between runs and with the dotted lines.',
    ),
    shows: msg('Logits stay bounded: memorizing a label never asks for certainty, so the shown loss does not reach 0.'),
    sources: [SOURCES.szegedy],
  },
});

export const steps = defineSetting({
  key: 'steps',
  type: integer(1, MAX_STEPS),
  default: 2000,
  group: 'run',
  label: msg('Steps'),
  help: msg('Iterations to train; training can continue past them.'),
});

export const seed = defineSetting({
  key: 'seed',
  type: integer(0, 4_294_967_295),
  default: 1,
  group: 'run',
  label: msg('Seed'),
  help: msg('Seed of the initial weights, the order of the examples and the label draw.'),
});

export const twin = defineSetting({
  key: 'twin',
  type: flag,
  default: false,
  group: 'run',
  label: msg('Paired run'),
  help: msg('Also train the same run with shuffled ↔ true labels, in lockstep.'),
});

export const backend = defineSetting({
  key: 'backend',
  type: choice(['auto', ...BACKENDS]),
  default: 'auto',
  group: 'run',
  label: msg('Backend'),
  help: msg('Which engine computes; auto takes the fastest one that works.'),
});
