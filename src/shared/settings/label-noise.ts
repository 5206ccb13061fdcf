/** The kinds of label noise: how a shuffled label is replaced. To add one, add it to the list. */
import { msg } from '../util/texts.ts';

interface LabelNoise {
  /** Name in addresses and run files. */
  readonly name: string;
  /** Text for the table of keys. */
  readonly help: string;
  /** The replacement of `label`, one of `classes`; null leaves it to the setting `labels`. */
  readonly replace: ((label: number, classes: number) => number) | null;
}

export const LABEL_NOISES = [
  { name: 'symmetric', help: msg('labels are replaced as “Shuffling” says'), replace: null },
  {
    name: 'pairflip',
    help: msg('class k becomes k + 1, and the last class the first'),
    replace: (label: number, classes: number): number => (label + 1) % classes,
  },
] as const satisfies readonly LabelNoise[];
