/** Explanations of counted quantities: progress, speed, segments, parameters. */
import { SOURCES, type Explanation } from './explanation.ts';
import { msg } from '../util/texts.ts';

export const COUNT_EXPLANATIONS = {
  step: {
    name: msg('Step'),
    family: 'count',
    what: msg('One update of all weights by the gradient of one minibatch. Also the number of completed updates.'),
    formula: 'v ← μv + g + λw, w ← w − αv',
    latex: 'v \\leftarrow \\mu v + g + \\lambda w, \\quad w \\leftarrow w - \\alpha v',
    range: msg('0 … the run’s length, and beyond it if training continues'),
    unit: '',
    undefinedWhen: '',
    measured: msg('Counted. A step’s own loss, accuracy and gradient are of the weights before its update.'),
    shows: msg(
      'How far training has come: N/B steps are an epoch of N examples in minibatches of B. A minibatch can straddle two epochs.',
    ),
    sources: [],
  },
  stepRate: {
    name: msg('Steps per second'),
    family: 'count',
    what: msg('How many steps training completes in a second.'),
    formula: 'Δ step / Δ seconds',
    latex: '\\Delta\\,\\mathrm{step} / \\Delta\\,\\mathrm{seconds}',
    range: '0 … ∞',
    unit: msg('steps/s'),
    undefinedWhen: '',
    measured: msg('Over the latest five seconds of training, without pauses.'),
    shows: msg('How fast this backend and device train this network. It says nothing about what is learned.'),
    sources: [],
  },
  segments: {
    name: msg('Segments n'),
    family: 'count',
    what: msg('Into how many pieces the weight snapshots divide a window’s path.'),
    formula: 'n = ⌈(t₁ − t₀) / stride⌉',
    latex: 'n = \\lceil (t_1 - t_0) / \\mathrm{stride} \\rceil',
    range: msg('1 … the steps of the window'),
    unit: '',
    undefinedWhen: '',
    measured: msg('Counted: six unless a stride is set, fewer in a window of fewer steps.'),
    shows: msg('Whether two TPM values can be compared. They can at equal n only: finer segments can only lower TPM.'),
    sources: [],
  },
  parameters: {
    name: msg('Parameters'),
    family: 'count',
    what: msg('How many numbers training changes. For a layer, those of its kernel.'),
    formula: msg('inputs × outputs; width × height × channels × filters for a convolution'),
    latex: '\\prod_i \\mathrm{shape}_i',
    range: '1 … ∞',
    unit: '',
    undefinedWhen: '',
    measured: msg('Counted. For the network, with one bias (or BatchNorm offset) per filter.'),
    shows: msg(
      'How much a network could memorize: where parameters outnumber the examples, as they mostly do, it can fit any labels, even random ones.',
    ),
    sources: [SOURCES.zhang],
  },
} as const satisfies Readonly<Record<string, Explanation>>;
