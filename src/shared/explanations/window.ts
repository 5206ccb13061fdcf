/** Explanations of what is measured over a window of steps, and the source of TPM. */
import type { Explanation } from './explanation.ts';
import { msg, str } from '../util/texts.ts';

const snapshots = msg('Exactly, from snapshots of the weights at the ends of the window’s n segments');

export const WINDOW_EXPLANATIONS = {
  tpm: {
    name: msg('TPM'),
    family: 'window',
    what: msg('Path straightness of a layer’s weights: net displacement divided by path length.'),
    formula: msg('R = ‖wₙ − w₀‖ / Σₖ ‖wₖ₊₁ − wₖ‖ over n + 1 snapshots'),
    latex: 'R = \\frac{\\lVert w_n - w_0 \\rVert}{\\sum_{k=0}^{n-1} \\lVert w_{k+1} - w_k \\rVert}',
    range: '0 … 1',
    unit: '',
    undefinedWhen: msg('nothing moved'),
    measured: msg(str`${snapshots} (six unless a stride is set). The chart shows it over the latest n segments.`),
    shows: msg(
      'Three lines guide the eye: 1 is a straight line, 1/√n a random walk, 1/n jitter around a point (.408 and .167 at n = 6). Values of different n do not compare: finer segments can only lower R. It tells the regime a layer trains in, not what its labels are, and it does not detect memorization.',
    ),
    sources: [],
  },
  kernelTpm: {
    name: msg('TPM per kernel'),
    family: 'window',
    what: msg('TPM of each output channel’s weights by themselves.'),
    formula: msg('R of each output channel'),
    latex:
      'R_c = \\frac{\\lVert w_n^{(c)} - w_0^{(c)} \\rVert}{\\sum_{k=0}^{n-1} \\lVert w_{k+1}^{(c)} - w_k^{(c)} \\rVert}',
    range: '0 … 1',
    unit: '',
    undefinedWhen: msg('the channel did not move'),
    measured: msg(str`${snapshots}, channel by channel; a layer’s mean is over the channels that moved.`),
    shows: msg('Whether a layer’s units move alike, or some move straight while others wander.'),
    sources: [],
  },
  segmentCosine: {
    name: msg('Segment cosine'),
    family: 'window',
    what: msg('Mean cosine between any two of the window’s n segments.'),
    formula: msg('c̄ = (‖Σ uₖ‖² − n) / (n(n − 1)), uₖ the segments’ unit vectors'),
    latex: '\\bar c = \\frac{\\lVert \\sum_k u_k \\rVert^2 - n}{n(n-1)}',
    range: '−1/(n − 1) … 1',
    unit: '',
    undefinedWhen: msg('fewer than two segments moved'),
    measured: `${snapshots}.`,
    shows: msg(
      'The same information as TPM, with a sign: 0 for a random walk, below 0 where the weights turn back. For segments of equal length R² = (1 + (n − 1)c̄)/n.',
    ),
    sources: [],
  },
  decayAlignment: {
    name: msg('Decay alignment'),
    family: 'window',
    what: msg('Whether the weights moved the way decay alone would have moved them: straight towards 0.'),
    formula: 'ρ = cos(wₙ − w₀, −w₀)',
    latex: '\\rho = \\cos(w_n - w_0,\\, -w_0)',
    range: '−1 … 1',
    unit: '',
    undefinedWhen: msg('nothing moved, or the weights began at 0'),
    measured: msg('Exactly, from the weights at the window’s start and end.'),
    shows: msg(
      '1 is pure shrinking, −1 pure growth, 0 a move across. If it is high and TPM is near 1, decay dominates and the gradients add little.',
    ),
    sources: [],
  },
  decayShare: {
    name: msg('Window decay share'),
    family: 'window',
    what: msg('What weight decay pushed during the window against what the gradients pushed together.'),
    formula: 'Σₜ λ‖wₜ‖ / ‖Σₜ gₜ‖',
    latex: '\\frac{\\sum_t \\lambda \\lVert w_t \\rVert}{\\lVert \\sum_t g_t \\rVert}',
    range: '0 … ∞',
    unit: '',
    undefinedWhen: msg('the gradients sum to 0'),
    measured: msg('Exactly, over every step of the window.'),
    shows: msg(
      'Above 1 decay moved the layer more than the gradients did, although at each single step the gradient may be many times larger: what points everywhere cancels, what points one way adds up.',
    ),
    sources: [],
  },
  windowNorms: {
    name: msg('Norm at start → end'),
    family: 'window',
    what: msg('Size of the layer’s kernel at the window’s first and last step.'),
    formula: '‖w(t₀)‖ → ‖w(t₁)‖',
    latex: '\\lVert w(t_0) \\rVert \\to \\lVert w(t_1) \\rVert',
    range: '0 … ∞',
    unit: '',
    undefinedWhen: msg('the run has not come to that step'),
    measured: msg('Exactly.'),
    shows: msg('On shuffled labels with weight decay: shrinking windows first, growing ones once memorizing begins.'),
    sources: [],
  },
} as const satisfies Readonly<Record<string, Explanation>>;

/** The source of the definition of TPM, paragraph by paragraph. */
export const TPM_ORIGIN: readonly string[] = [
  msg(
    'The note on the GT (ground truth) shuffle test that this lab reproduces prints a TPM for each layer and window and never says how it is computed or what its letters mean. The definition here is the lab’s own reading, not the note’s.',
  ),
  msg(
    'It is the reading that gives all of the note’s regimes: displacement over path length, with about six snapshots a window. The note has .22 to .69 in mid-training, .9975 to .9999 where only weight decay is left, and .82 to .86 on the plateau of shuffled labels. A trial on MNIST over steps 1,000 to 7,000 gave .38, .40 and .41 for three convolutions with true labels (the note: .35 and .41) and .82, .80 and .75 with shuffled ones (the note: .82 and .86).',
  ),
  msg(
    'Other readings miss. A path with a snapshot at every step gives .006 to .07 in mid-training, a mean cosine of segments goes below 0, and the length of the summed gradients over the sum of their lengths stays under .03.',
  ),
  msg(
    'TPM shows the training regime and not the kind of label. Runs on true and on shuffled labels share the noise floor in the middle of training and the straight, decay-driven end. A high or low TPM alone says nothing of memorization.',
  ),
];
