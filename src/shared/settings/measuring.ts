/** Settings of the measurements. None of them changes the training. */
import { defineSetting } from './define.ts';
import { MAX_STEPS } from './training.ts';
import { integer, windows as ranges, type WindowRange } from './types.ts';
import { msg } from '../util/texts.ts';

export const MAX_WINDOWS = 20;

export const windows = defineSetting({
  key: 'windows',
  type: ranges(MAX_WINDOWS, MAX_STEPS),
  default: null,
  group: 'run',
  label: msg('Windows'),
  help: msg(
    'Ranges of steps over which each layer’s path is measured, such as 1000-7000,9000-15000; five equal ranges by default.',
  ),
  decide: (params: { readonly steps: number }) => fiveWindows(params.steps),
});

/** Five equal windows that cover the run; fewer if it has fewer than five steps. */
function fiveWindows(steps: number): readonly WindowRange[] {
  const edges = [...new Set([0, 1, 2, 3, 4, 5].map((k) => Math.round((k * steps) / 5)))];
  return edges.slice(1).map((stop, k) => ({ start: edges[k] ?? 0, stop }));
}

export const stride = defineSetting({
  key: 'stride',
  type: integer(1, MAX_STEPS),
  default: null,
  group: 'run',
  label: msg('Snapshot stride'),
  help: msg('Steps between weight snapshots; a sixth of the window by default.'),
  explanation: {
    name: msg('Snapshot stride'),
    what: msg('Steps between the weight snapshots from which TPM is computed.'),
    formula: 'stride = (t₁ − t₀) / n',
    latex: '\\mathrm{stride} = (t_1 - t_0) / n',
    range: '1 … T',
    unit: msg('steps'),
    note: msg('T is the run’s length'),
    effect: msg('A sixth of each window unless set.'),
    shows: msg('How finely the path is sampled. A finer stride can only lower TPM, so compare at equal n.'),
    sources: [],
  },
});

export const probe = defineSetting({
  key: 'probe',
  type: integer(0, 1_000_000),
  default: 25,
  group: 'run',
  label: msg('Probe interval'),
  help: msg('Steps between coherence probes (denser early); 0 switches them off.'),
  explanation: {
    name: msg('Probe interval'),
    what: msg('Steps between two probes of the gradients’ coherence.'),
    formula: msg('probes at multiples of the interval, and more in the first steps'),
    latex: '\\Delta t',
    unit: msg('steps'),
    note: msg('0 switches probes off'),
    effect: msg('A probe changes nothing in training.'),
    shows: msg(
      'How often coherence, noise scale and stiffness are measured. True and shuffled labels differ in the first 50 or so steps.',
    ),
    sources: [],
  },
});
