/** What each number means: its formula, its range, where it comes from. */

export interface Explanation {
  readonly name: string;
  readonly formula: string;
  readonly range: string;
  readonly text: string;
  readonly source?: { readonly label: string; readonly href: string };
}

const arxiv = (id: string, label: string): { label: string; href: string } => ({
  label,
  href: `https://arxiv.org/abs/${id}`,
});

export const GLOSSARY: readonly Explanation[] = [
  {
    name: 'Loss',
    formula: 'mean of −ln p(given label)',
    range: '0 … ∞ nats',
    text: 'Cross-entropy against the labels that the network is given, without the weight-decay term. A network that knows nothing sits at ln K, the dotted line: 2.303 for ten classes.',
  },
  {
    name: 'Accuracy',
    formula: 'share of examples whose largest output is the label',
    range: '0 … 100%',
    text: 'On the given labels it says how far the network has fitted what it was told; on the true ones, what it has understood. Among the corrupted examples (given label ≠ true label) the two tell memorizing from generalizing. “–” where no label is wrong. The test set always keeps its true labels.',
    source: arxiv('1611.03530', 'Zhang et al. 2017'),
  },
  {
    name: 'Gradient coherence',
    formula: 'C = ‖Σ gᵢ‖² / Σ ‖gᵢ‖²  over m gradients gᵢ',
    range: '0 … m; 1 when they are orthogonal, m when they are equal',
    text: 'How far a step for one example helps the others. Measured on the step’s own batch, from signal Ĝ² and noise Ŝ, and shown for every layer at one m = 512: (m·Ĝ² + Ŝ)/(Ĝ² + Ŝ). It is an estimate; where the noise hides the signal the line has a gap. At the initial weights it is about 7 to 8 on MNIST whatever the labels, so the start says nothing about learning.',
    source: arxiv('2008.01217', 'Chatterjee & Zielinski 2020'),
  },
  {
    name: 'TPM',
    formula: 'R = ‖wₙ − w₀‖ / Σ ‖wₖ₊₁ − wₖ‖  over n segments',
    range: '0 … 1; “–” when nothing moved',
    text: 'How straight the path of a layer’s weights was: its displacement over its length between snapshots. 1 is a straight line, 1/√n a random walk, 1/n a jitter round one point. Values of different n cannot be compared: finer snapshots only ever lower R.',
  },
  {
    name: 'Where TPM comes from',
    formula: 'six segments a window, unless a stride is set',
    range: 'our reading, not a definition',
    text: 'The note that this lab reproduces prints a TPM for each layer and window and never says how it is computed. Displacement over path length with about six snapshots a window is the one reading we found that gives all its regimes: .22 to .69 in mid-training, .9975 to .9999 where only decay is left, .82 to .86 on the plateau of shuffled labels. A trial on MNIST over steps 1,000 to 7,000 gave .38 .40 .41 for three convolutions with true labels (the note: .35 and .41) and .82 .80 .75 with shuffled ones (the note: .82 and .86). Other readings miss: a path with a snapshot at every step gives .006 to .07 in mid-training, a cosine of segments goes negative, ‖Σg‖/Σ‖g‖ stays under .03. TPM shows in which regime a layer trains, not what its labels are: true and shuffled runs share the noise floor and the decay-only end. It does not detect memorization.',
  },
  {
    name: 'Gradient norm',
    formula: '‖g‖ of each kernel',
    range: '0 … ∞',
    text: 'Size of the minibatch loss’s gradient, without the weight-decay term λw.',
  },
  {
    name: 'Weight norm',
    formula: '‖w‖ of each kernel',
    range: '0 … ∞',
    text: 'Size of a layer’s kernel. Biases and BatchNorm’s scales are not in it, and weight decay does not act on them. With BatchNorm, smaller weights mean larger effective steps: at a constant rate the loss can spike again and again, and that is no fault of the lab.',
  },
  {
    name: 'Decay alignment',
    formula: 'cos(w_end − w_start, −w_start)',
    range: '−1 … 1',
    text: 'Where a layer went during a window: 1 is straight towards zero, as weight decay alone would take it; −1 straight away from it.',
  },
];
