/** Explanations of counted quantities: progress, speed, segments, parameters. */
import { SOURCES, type Explanation } from './explanation.ts';

export const COUNT_EXPLANATIONS = {
  step: {
    name: 'Step',
    family: 'count',
    what: 'One update of all weights by the gradient of one minibatch. Also the number of completed updates.',
    formula: 'v ← μv + g + λw, w ← w − αv',
    latex: 'v \\leftarrow \\mu v + g + \\lambda w, \\quad w \\leftarrow w - \\alpha v',
    range: '0 … the run’s length, and beyond it if training continues',
    unit: '',
    undefinedWhen: '',
    measured: 'Counted. A step’s own loss, accuracy and gradient are of the weights before its update.',
    shows:
      'How far training has come: N/B steps are an epoch of N examples in minibatches of B. A minibatch can straddle two epochs.',
    sources: [],
  },
  stepRate: {
    name: 'Steps per second',
    family: 'count',
    what: 'How many steps training completes in a second.',
    formula: 'Δ step / Δ seconds',
    latex: '\\Delta\\,\\mathrm{step} / \\Delta\\,\\mathrm{seconds}',
    range: '0 … ∞',
    unit: 'steps/s',
    undefinedWhen: '',
    measured: 'Over the latest five seconds of training, without pauses.',
    shows: 'How fast this backend and device train this network. It says nothing about what is learned.',
    sources: [],
  },
  segments: {
    name: 'Segments n',
    family: 'count',
    what: 'Into how many pieces the weight snapshots divide a window’s path.',
    formula: 'n = ⌈(t₁ − t₀) / stride⌉',
    latex: 'n = \\lceil (t_1 - t_0) / \\mathrm{stride} \\rceil',
    range: '1 … the steps of the window',
    unit: '',
    undefinedWhen: '',
    measured: 'Counted: six unless a stride is set, fewer in a window of fewer steps.',
    shows: 'Whether two TPM values can be compared. They can at equal n only: finer segments can only lower TPM.',
    sources: [],
  },
  parameters: {
    name: 'Parameters',
    family: 'count',
    what: 'How many numbers training changes. For a layer, those of its kernel.',
    formula: 'inputs × outputs; width × height × channels × filters for a convolution',
    latex: '\\prod_i \\mathrm{shape}_i',
    range: '1 … ∞',
    unit: '',
    undefinedWhen: '',
    measured: 'Counted. For the network, with one bias (or BatchNorm offset) per filter.',
    shows:
      'How much a network could memorize: where parameters outnumber the examples, as they mostly do, it can fit any labels, even random ones.',
    sources: [SOURCES.zhang],
  },
} as const satisfies Readonly<Record<string, Explanation>>;
