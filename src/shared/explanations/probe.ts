/** Explanations of what a probe measures: how much the gradients of different examples agree. */
import { SOURCES, type Explanation } from './explanation.ts';

const noPair =
  'no such pair of nonzero gradients exists; convolutions have no per-example gradients, so they have no value';
const pairs =
  'Exactly, over all pairs of the step’s own batch (the first 256 examples of a larger batch), for the kernels of dense layers.';
const fromSignal = 'Estimated, from signal and noise.';

export const PROBE_EXPLANATIONS = {
  coherence: {
    name: 'Gradient coherence',
    family: 'probe',
    what: 'How far a step for one example helps the others: the m-coherence of m examples’ gradients.',
    formula: 'C_m = ‖Σ gᵢ‖² / Σ ‖gᵢ‖²; shown at m = 512 as (m·Ĝ² + Ŝ)/(Ĝ² + Ŝ)',
    latex:
      'C_m = \\frac{\\lVert \\sum_i g_i \\rVert^2}{\\sum_i \\lVert g_i \\rVert^2} \\approx \\frac{m\\,\\hat G^2 + \\hat S}{\\hat G^2 + \\hat S}',
    range: '0 … m',
    unit: 'examples',
    note: '1 for orthogonal gradients, m for identical ones',
    undefinedWhen: 'every gradient is 0, or the noise hides the signal',
    measured:
      'Exactly at the probe’s own m, which is the batch where each example’s gradient is known (dense layers) and the number of chunks elsewhere. To compare layers and runs, at one common m = 512, estimated from signal and noise. Where the noise hides the signal the line has a gap. BatchNorm couples a batch’s examples: where there is any, a probe takes the batch’s statistics for constants, so that each example and chunk has a gradient of its own.',
    shows:
      'On true labels it stays high for the first steps; on shuffled labels it falls at once: steps for one example help others only where there is something common to learn. The two differ in the first 50 or so steps; once all examples are fitted both are near 1. At the initial weights it depends on labels and seed and says nothing about learning. Compare only at equal m.',
    sources: [SOURCES.chatterjee, SOURCES.mystery],
  },
  coherenceAlpha: {
    name: 'Coherence α',
    family: 'probe',
    what: 'Coherence as a fraction of the most it could be.',
    formula: 'α = C_m / m',
    latex: '\\alpha = C_m / m',
    range: '0 … 1',
    unit: '',
    note: '1/m for orthogonal gradients, 1 for identical ones',
    undefinedWhen: 'every gradient is 0',
    measured: 'As the coherence it is taken from.',
    shows: 'The fraction of the gradients’ squared length that survives averaging.',
    sources: [SOURCES.mystery],
  },
  signal: {
    name: 'Gradient signal Ĝ²',
    family: 'probe',
    what: 'Squared length of the gradient that all examples share.',
    formula: 'Ĝ² = (B‖g_B‖² − b·mean‖g_b‖²) / (B − b)',
    latex: '\\hat G^2 = \\frac{B\\lVert g_B \\rVert^2 - b\\,\\overline{\\lVert g_b \\rVert^2}}{B - b}',
    range: 'an estimate of a number ≥ 0; may itself be below 0',
    unit: '',
    undefinedWhen: 'the batch is a single chunk',
    measured:
      'Estimated without bias from one batch of B examples and its chunks of b. A value at or below 0 means that the batch does not resolve the signal.',
    shows: 'What is left of the gradient without the batch’s noise.',
    sources: [SOURCES.mccandlish],
  },
  noise: {
    name: 'Gradient noise Ŝ',
    family: 'probe',
    what: 'Total variance of one example’s gradient around the mean gradient.',
    formula: 'Ŝ = (mean‖g_b‖² − ‖g_B‖²) / (1/b − 1/B)',
    latex: '\\hat S = \\frac{\\overline{\\lVert g_b \\rVert^2} - \\lVert g_B \\rVert^2}{1/b - 1/B}',
    range: '0 … ∞',
    unit: '',
    undefinedWhen: 'the batch is a single chunk',
    measured: 'Estimated without bias from one batch of B examples and its chunks of b.',
    shows: 'How much examples disagree. Dividing by the batch size gives the noise of a step’s gradient.',
    sources: [SOURCES.mccandlish],
  },
  noiseScale: {
    name: 'Gradient noise scale',
    family: 'probe',
    what: 'The batch size at which a gradient is as much signal as noise.',
    formula: 'B = Ŝ / Ĝ²',
    latex: 'B = \\hat S / \\hat G^2',
    range: '0 … ∞',
    unit: 'examples',
    undefinedWhen: 'Ĝ² ≤ 0 (not resolved); the lab never rounds this away',
    measured: 'Estimated. Over several probes, the mean noise over the mean signal.',
    shows:
      'Below it, doubling the batch nearly halves the steps needed; above it, it hardly helps. It grows during training, and is large where examples have nothing in common.',
    sources: [SOURCES.mccandlish],
  },
  gradientSnr: {
    name: 'Gradient signal-to-noise ratio',
    family: 'probe',
    what: 'Signal over noise of one example’s gradient.',
    formula: 'GSNR = Ĝ² / Ŝ = 1/B',
    latex: '\\mathrm{GSNR} = \\hat G^2 / \\hat S = 1/B',
    range: '0 … ∞',
    unit: '',
    undefinedWhen: 'Ĝ² ≤ 0 (not resolved) or there is no noise',
    measured: fromSignal,
    shows:
      'A higher ratio in training goes with a smaller generalization gap. Here it is for a whole layer; in the source, for each parameter.',
    sources: [SOURCES.liu],
  },
  gradientDiversity: {
    name: 'Gradient diversity',
    family: 'probe',
    what: 'The reciprocal of the coherence: how much the gradients differ.',
    formula: '1 / C_m = Σ ‖gᵢ‖² / ‖Σ gᵢ‖²',
    latex: '\\frac{1}{C_m} = \\frac{\\sum_i \\lVert g_i \\rVert^2}{\\lVert \\sum_i g_i \\rVert^2}',
    range: '1/m … ∞',
    unit: '',
    undefinedWhen: 'the gradients cancel',
    measured: 'As the coherence it is taken from.',
    shows: 'High diversity lets large batches be as good as small ones.',
    sources: [SOURCES.yin],
  },
  stiffnessWithin: {
    name: 'Stiffness within classes',
    family: 'probe',
    what: 'Mean cosine between the gradients of two examples that are given the same label.',
    formula: 'mean of gᵢ·gⱼ / (‖gᵢ‖‖gⱼ‖) over pairs i ≠ j with one given label',
    latex: '\\overline{\\cos(g_i, g_j)}, \\quad i \\ne j,\\ \\tilde y_i = \\tilde y_j',
    range: '−1 … 1',
    unit: '',
    undefinedWhen: noPair,
    measured: pairs,
    shows:
      'Above 0 a step for one example lowers the loss of others of its class too. It is high while classes are learned, and falls once what is left to learn are examples one by one. With shuffled labels it starts lower: images of one label have little in common.',
    sources: [SOURCES.fort],
  },
  stiffnessBetween: {
    name: 'Stiffness between classes',
    family: 'probe',
    what: 'Mean cosine between the gradients of two examples that are given different labels.',
    formula: 'mean of gᵢ·gⱼ / (‖gᵢ‖‖gⱼ‖) over pairs with two given labels',
    latex: '\\overline{\\cos(g_i, g_j)}, \\quad \\tilde y_i \\ne \\tilde y_j',
    range: '−1 … 1',
    unit: '',
    undefinedWhen: noPair,
    measured: pairs,
    shows:
      'Below 0 a step for one class costs another; near 0 classes are learned side by side. Pairs of one class are stiffer than pairs of two as long as classes are what is learned.',
    sources: [SOURCES.fort],
  },
  exampleAlignment: {
    name: 'Example’s alignment',
    family: 'probe',
    what: 'How far one example’s gradient points where the batch as a whole points.',
    formula: 'cos(gᵢ, Σ gⱼ)',
    latex: '\\cos\\bigl(g_i, \\textstyle\\sum_j g_j\\bigr)',
    range: '−1 … 1',
    unit: '',
    undefinedWhen: 'the example’s gradient is 0',
    measured:
      'Exactly, from the gradients of the dense layers’ kernels taken together: in an MLP these are all kernels, in a convolutional network the last layer’s alone, for which the page says so. Of a batch of more than 256 examples the first 256 are compared.',
    shows:
      'The most coherent examples are those from which the batch learns something common; the least coherent ones pull elsewhere. Examples with a wrong label tend to be among the latter for as long as the right ones are being learned.',
    sources: [SOURCES.mystery],
  },
} as const satisfies Readonly<Record<string, Explanation>>;
