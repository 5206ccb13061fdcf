/** Describes a run that can't succeed although its numbers are finite, and suggests a learning rate. */
import { formatCount, formatNumber, formatSetting } from './charts/format.ts';
import { slowerRate, troubleOf, type Trouble } from './shared/run/training-trouble.ts';
import { msg, str } from './shared/util/texts.ts';
import type { RunStore } from './state/run-store.ts';

export interface TroubledRun {
  readonly kind: Trouble['kind'];
  /** Sentences for page, command and files. */
  readonly message: string;
  /** The learning rate for restarting. */
  readonly lr: number;
}

/** The trouble of the first variant that has one, at its latest step. */
export function troubleOfRun({ variants, params, events, classes }: RunStore): TroubledRun | undefined {
  for (const [index, variant] of variants.entries()) {
    const gradientNorms = variant.layerNames.map((name) => variant.layer(name, 'layerSteps').column('gradientNorm'));
    const { steps } = variant;
    const trouble = troubleOf({ step: steps.column('step'), loss: steps.column('loss'), gradientNorms }, classes);
    if (!trouble) continue;
    const { lr, usual, suggested } = slowerRate(params, events, trouble.step);
    const rate =
      lr > usual
        ? msg(str`The learning rate ${formatSetting(lr)} is ${times(lr / usual)} the usual ${formatSetting(usual)}.`)
        : msg(str`The learning rate is ${formatSetting(lr)}.`);
    return {
      kind: trouble.kind,
      message: msg(
        str`${WHAT[trouble.kind](variants.length > 1 ? index : undefined, formatCount(trouble.step))} ${rate} Start over with ${formatSetting(suggested)}.`,
      ),
      lr: suggested,
    };
  }
  return undefined;
}

const times = (factor: number): string => msg(str`${factor < 10 ? formatNumber(factor) : formatCount(factor)} times`);

/** What is wrong since a step; `variant` is the index of one of the two networks of a paired run. */
const WHAT: Readonly<Record<Trouble['kind'], (variant: number | undefined, step: string) => string>> = {
  dead(variant, step) {
    if (variant === undefined)
      return msg(str`All gradients are 0 since step ${step}: no further step changes a kernel.`);
    return variant === 0
      ? msg(
          str`All gradients of the variant with true labels are 0 since step ${step}: no further step changes a kernel.`,
        )
      : msg(
          str`All gradients of the variant with shuffled labels are 0 since step ${step}: no further step changes a kernel.`,
        );
  },
  diverging(variant, step) {
    if (variant === undefined) {
      return msg(str`The loss diverges: since step ${step} it is over 10 times what it was at step 0.`);
    }
    return variant === 0
      ? msg(
          str`The loss of the variant with true labels diverges: since step ${step} it is over 10 times what it was at step 0.`,
        )
      : msg(
          str`The loss of the variant with shuffled labels diverges: since step ${step} it is over 10 times what it was at step 0.`,
        );
  },
};
