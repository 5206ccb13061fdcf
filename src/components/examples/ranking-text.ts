/** Texts for the most and least aligned examples of a probe. */
import { formatCount, formatNumber } from '../../charts/format.ts';
import type { ExampleRanking, ProbedExamples } from '../../shared/run/example-records.ts';
import { msg, plural, str } from '../../shared/util/texts.ts';

/** One example of a ranking. Labels are class names. */
export interface RankedCard {
  readonly observed: string;
  readonly truth: string;
  readonly predicted: string;
  readonly wrong: boolean;
  /** The cosine as text. */
  readonly alignment: string;
  /** The image's text alternative. */
  readonly text: string;
}

export function rankedCards(examples: ProbedExamples, classNames: readonly string[]): RankedCard[] {
  const name = (label: number | undefined): string => classNames[label ?? -1] ?? String(label);
  return Array.from(examples.indices, (index, i) => {
    const [observed, truth, predicted] = [examples.observed[i], examples.trueLabels[i], examples.predicted[i]].map(
      name,
    );
    const labels = { observed: observed ?? '', truth: truth ?? '', predicted: predicted ?? '' };
    const alignment = formatNumber(examples.alignments[i] ?? NaN);
    return {
      ...labels,
      wrong: examples.observed[i] !== examples.trueLabels[i],
      alignment,
      text: msg(
        str`image ${formatCount(index + 1)}: alignment ${alignment}, given ${labels.observed}, true ${labels.truth}, predicted ${labels.predicted}`,
      ),
    };
  });
}

/** Which examples and whose gradients were compared. `layers` are all layers of the network. */
export function rankingText({ step, compared, layers: used }: ExampleRanking, layers: readonly string[]): string {
  const of = msg(str`${formatCount(compared)} examples of step ${formatCount(step)}’s batch`);
  if (used.length === layers.length) return msg(str`The ${of}, by the exact gradients of all kernels.`);
  const names = used.join(', ');
  return plural(used.length, {
    one: msg(
      str`The ${of}, by the exact gradients of the kernel of ${names} alone: of a convolution no example’s own gradient is known.`,
    ),
    other: msg(
      str`The ${of}, by the exact gradients of the kernels of ${names} alone: of a convolution no example’s own gradient is known.`,
    ),
  });
}
