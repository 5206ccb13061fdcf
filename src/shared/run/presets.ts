/** Presets: settings and a schedule that show one thing well. Every other key of an address overrides them. */
import { DEFAULT_PARAMS, type RunParams } from './run-params.ts';
import type { ScheduledEvent } from './schedule.ts';
import { msg } from '../util/texts.ts';

export interface Preset {
  readonly name: string;
  /** A few words for a menu. */
  readonly title: string;
  /** One sentence: what the user will see. */
  readonly shows: string;
  readonly params: RunParams;
  readonly events: readonly ScheduledEvent[];
}

function preset(
  name: string,
  title: string,
  shows: string,
  params: Partial<RunParams>,
  events: readonly ScheduledEvent[] = [],
): Preset {
  return { name, title, shows, params: { ...DEFAULT_PARAMS, ...params }, events };
}

export const PRESETS: readonly Preset[] = [
  preset(
    'memorize',
    msg('Memorize'),
    msg(
      'An MLP fits 5,000 true labels within a few hundred steps; shuffled labels take several times as long. Gradient coherence differs in the first 50 steps.',
    ),
    { twin: true },
  ),
  preset(
    'partial',
    msg('Partly wrong labels'),
    msg(
      'With 40% of the labels resampled the network first gets the corrupted examples right on their true labels, then memorizes the wrong ones.',
    ),
    { labels: 'resample', shuffle: 0.4, steps: 2560 },
  ),
  preset(
    'decay-only',
    msg('Only decay left'),
    msg(
      'Once the training set is fitted, only weight decay moves the weights, and their path becomes straight: TPM near 1.',
    ),
    {
      n: 2000,
      width: [256],
      norm: 'batch',
      decay: 1e-4,
      // Both layers reach a TPM above .99 in the second half.
      steps: 9000,
    },
  ),
  preset(
    'gt-shuffle-small',
    msg('GT shuffle test, small'),
    msg(
      'GT: ground truth, the true labels. Shuffled labels first shrink the weights along a straight path while the loss stays at ln 10; meanwhile, true labels are fitted.',
    ),
    {
      n: 20_000,
      size: 14,
      model: 'cnn',
      width: [16, 32, 32],
      batch: 64,
      lr: 0.1,
      decay: 3e-4,
      steps: 6400,
      twin: true,
      windows: [
        { start: 100, stop: 1600 },
        { start: 1700, stop: 3200 },
        { start: 3300, stop: 4800 },
        { start: 4900, stop: 6400 },
      ],
    },
    // As in the original: late, when the true labels are nearly fitted and only noise prevents the rest.
    [{ step: 5600, key: 'lr', value: 0.01 }],
  ),
  preset(
    'gt-shuffle',
    msg('GT shuffle test'),
    msg(
      'GT: ground truth, the true labels. The experiment itself: Small Inception on CIFAR-10, 45,000 steps on true and on shuffled labels; for a real GPU.',
    ),
    {
      data: 'cifar10',
      n: 50_000,
      model: 'inception-small',
      lr: 0.1,
      decay: 1e-4,
      steps: 45_000,
      twin: true,
      windows: [
        { start: 1000, stop: 7000 },
        { start: 9000, stop: 15_000 },
        { start: 21_000, stop: 27_000 },
        { start: 29_000, stop: 35_000 },
        { start: 38_000, stop: 44_000 },
      ],
    },
    [{ step: 36_000, key: 'lr', value: 0.01 }],
  ),
];

export function findPreset(name: string | null): Preset | undefined {
  return PRESETS.find((candidate) => candidate.name === name);
}
