/** What becomes of the label of an example that is shuffled. To add a kind of noise, add it to the list. */

interface LabelNoise {
  /** In addresses and run files. */
  readonly name: string;
  /** For the table of keys. */
  readonly help: string;
  /** The label in place of `label`, one of `classes`; null leaves it to the setting `labels`. */
  readonly replace: ((label: number, classes: number) => number) | null;
}

export const LABEL_NOISES = [
  { name: 'symmetric', help: 'labels are replaced as “Shuffling” says', replace: null },
  {
    name: 'pairflip',
    help: 'class k becomes k + 1, and the last class the first',
    replace: (label: number, classes: number): number => (label + 1) % classes,
  },
] as const satisfies readonly LabelNoise[];
