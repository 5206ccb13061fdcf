/**
 * The demonstration in four steps, for the tour and the Present view: train, shuffle the labels, memorize, restore the
 * true labels. Each step defines what it requires of the run, and reports only what the run measured.
 */
import { formatCount, formatPercent } from '../charts/format.ts';
import { measuredAt } from '../charts/line.ts';
import type { ColumnName } from '../shared/run/tables.ts';
import { msg, str } from '../shared/util/texts.ts';
import type { RunStore } from '../state/run-store.ts';
import type { LabAction } from './ui/lab-action.ts';

/** Parts of the page that a step highlights. */
export type Spot = 'train' | 'switch' | 'charts';

/** An accuracy when the labels last changed, and now; NaN if not measured. */
interface Change {
  readonly before: number;
  readonly now: number;
}

/** What the run measured since its labels last changed. */
interface StoryFacts {
  /** The step of the change, 0 if there was none. */
  readonly since: number;
  /** The step of the latest evaluation. */
  readonly step: number;
  readonly train: Change;
  readonly test: Change;
  /** The accuracy on the observed labels at the first evaluation after the change. */
  readonly trainAfter: number;
}

export interface StoryStep {
  readonly spot: Spot;
  /** Whether labels are shuffled during the step. */
  readonly shuffled: boolean;
  /** What happens and what to look at. */
  readonly text: string;
  /** What the run measured; empty before there is enough. */
  readonly measured: (facts: StoryFacts) => string;
}

/** Steps of training after which a step of the story has something to show. */
const ENOUGH = 100;
/** The smallest rise of accuracy that isn't chance. */
const RISE = 0.05;
const known = (...values: readonly number[]): boolean => values.every(Number.isFinite);

const beforeAndNow = ({ since, step, test }: StoryFacts): string =>
  step < since + ENOUGH || !known(test.before, test.now)
    ? ''
    : msg(
        str`Test accuracy at step ${formatCount(since)}: ${formatPercent(test.before)}; now: ${formatPercent(test.now)}.`,
      );

export const STORY: readonly StoryStep[] = [
  {
    spot: 'train',
    shuffled: false,
    text: msg('The network trains on the true labels. Compare training and test accuracy.'),
    measured: ({ step, train, test }) =>
      step < ENOUGH || !known(train.now, test.now)
        ? ''
        : msg(
            str`Training: ${formatPercent(train.now)}. Test, on images that it never trained on: ${formatPercent(test.now)}.`,
          ),
  },
  {
    spot: 'switch',
    shuffled: true,
    text: msg('The labels are shuffled: the images no longer tell them. Watch test accuracy.'),
    measured: beforeAndNow,
  },
  {
    spot: 'charts',
    shuffled: true,
    text: msg('What it can learn now it learns image by image. Watch accuracy on the given labels.'),
    measured: (facts) => {
      const { since, step, train, trainAfter, test } = facts;
      if (step < since + 2 * ENOUGH || !known(trainAfter, train.now, test.now)) return '';
      const change = msg(
        str`Accuracy on the shuffled labels: ${formatPercent(trainAfter)} at first, ${formatPercent(train.now)} now; test: ${formatPercent(test.now)}.`,
      );
      return train.now - trainAfter > RISE ? change : msg(str`${change} Memorizing takes many more steps.`);
    },
  },
  {
    spot: 'switch',
    shuffled: false,
    text: msg('The true labels are back. Watch how soon test accuracy returns.'),
    measured: beforeAndNow,
  },
];

export function storyFacts({ variants, events, step }: RunStore): StoryFacts {
  const since = events.filter((event) => event.key === 'shuffle' && event.step <= step).at(-1)?.step ?? 0;
  const evaluations = variants[0]?.evaluations;
  const steps = evaluations?.column('step') ?? new Float64Array();
  const change = (name: ColumnName<'evaluations'>): Change => {
    const line = { xs: () => steps, ys: () => evaluations?.column(name) ?? new Float64Array() };
    return { before: measuredAt(line, since).value, now: measuredAt(line, undefined).value };
  };
  const after = steps.findIndex((at) => at > since);
  const trainAfter = evaluations?.column('trainAccuracy')[after] ?? NaN;
  return {
    since,
    step: steps.at(-1) ?? 0,
    train: change('trainAccuracy'),
    test: change('testAccuracy'),
    trainAfter,
  };
}

/** The actions that bring the run into a step's state: its labels, and training. */
export function storyActions({ shuffled }: StoryStep, { settings, state }: RunStore): LabAction[] {
  const labels: LabAction[] =
    settings.shuffle > 0 === shuffled ? [] : [{ type: 'live', key: 'shuffle', value: shuffled ? 1 : 0 }];
  const rests = state !== 'training' && state !== 'loading';
  return rests ? [...labels, { type: 'train' }] : labels;
}
