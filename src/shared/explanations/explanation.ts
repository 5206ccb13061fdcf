/** The fields of an explanation, and the papers that explanations cite. */

/** A paper or page that defines a quantity or reports what it shows. */
export interface Source {
  /** Authors and year. */
  readonly label: string;
  readonly title: string;
  readonly href: string;
}

export const FAMILIES = ['step', 'window', 'probe', 'evaluation', 'demand', 'count', 'setting'] as const;
/**
 * When a quantity is measured (at a step, over a window, at a probe, at an evaluation, on demand), or that it is counted or
 * chosen.
 */
export type Family = (typeof FAMILIES)[number];

export interface Explanation {
  /** Name in the page's charts and tables. */
  readonly name: string;
  readonly family: Family;
  /** One sentence that says what it is. */
  readonly what: string;
  /** Plain text. */
  readonly formula: string;
  /** The same formula in LaTeX. */
  readonly latex: string;
  readonly range: string;
  /** Empty for a dimensionless number. */
  readonly unit: string;
  /** Meaning of the range's ends or of special values, where it isn't obvious. */
  readonly note?: string;
  /** When it is shown as "–". Empty if it always has a value. */
  readonly undefinedWhen: string;
  /** How the lab measures it: exactly, or by which estimate. */
  readonly measured: string;
  /** What it is known to show, and how not to read it. */
  readonly shows: string;
  readonly sources: readonly Source[];
}

const arxiv = (id: string, label: string, title: string): Source => ({
  label,
  title,
  href: `https://arxiv.org/abs/${id}`,
});

export const SOURCES = {
  zhang: arxiv('1611.03530', 'Zhang et al. 2017', 'Understanding deep learning requires rethinking generalization'),
  arpit: arxiv('1706.05394', 'Arpit et al. 2017', 'A closer look at memorization in deep networks'),
  karpathy: {
    label: 'CS231n',
    title: 'Convolutional neural networks for visual recognition: learning and evaluation',
    href: 'https://cs231n.github.io/neural-networks-3/',
  },
  kingma: arxiv('1412.6980', 'Kingma & Ba 2015', 'Adam: a method for stochastic optimization'),
  laarhoven: arxiv('1706.05350', 'van Laarhoven 2017', 'L2 regularization versus batch and weight normalization'),
  szegedy: arxiv('1512.00567', 'Szegedy et al. 2016', 'Rethinking the Inception architecture for computer vision'),
  hinton: arxiv(
    '1207.0580',
    'Hinton et al. 2012',
    'Improving neural networks by preventing co-adaptation of feature detectors',
  ),
  yin: arxiv('1706.05699', 'Yin et al. 2018', 'Gradient diversity: a key ingredient for scalable distributed learning'),
  toneva: arxiv(
    '1812.05159',
    'Toneva et al. 2019',
    'An empirical study of example forgetting during deep neural network learning',
  ),
  mccandlish: arxiv('1812.06162', 'McCandlish et al. 2018', 'An empirical model of large-batch training'),
  fort: arxiv('1901.09491', 'Fort et al. 2019', 'Stiffness: a new perspective on generalization in neural networks'),
  liu: arxiv(
    '2001.07384',
    'Liu et al. 2020',
    'Understanding why neural networks generalize well through GSNR of parameters',
  ),
  chatterjee: arxiv(
    '2008.01217',
    'Chatterjee & Zielinski 2020',
    'Making coherence out of nothing at all: measuring the evolution of gradient alignment',
  ),
  li: arxiv('1712.09913', 'Li et al. 2018', 'Visualizing the loss landscape of neural nets'),
  cohen: arxiv(
    '2103.00065',
    'Cohen et al. 2021',
    'Gradient descent on neural networks typically occurs at the edge of stability',
  ),
  dinh: arxiv('1703.04933', 'Dinh et al. 2017', 'Sharp minima can generalize for deep nets'),
  mystery: arxiv('2203.10036', 'Chatterjee & Zielinski 2022', 'On the generalization mystery in deep learning'),
} as const satisfies Readonly<Record<string, Source>>;
