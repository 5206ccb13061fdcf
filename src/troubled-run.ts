/** Describes a run that can't succeed although its numbers are finite, and suggests a learning rate. */
import { formatCount, formatNumber, formatSetting } from './charts/format.ts';
import { variantNames } from './charts/marks.ts';
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
    const what = WHAT[trouble.kind](formatCount(trouble.step));
    const name = variantNames(params, events)[index];
    const whose = name === undefined ? what : msg(str`Variant “${name}”: ${what}`);
    return {
      kind: trouble.kind,
      message: msg(str`${whose} ${rate} Start over with ${formatSetting(suggested)}.`),
      lr: suggested,
    };
  }
  return undefined;
}

const times = (factor: number): string => msg(str`${factor < 10 ? formatNumber(factor) : formatCount(factor)} times`);

/** What is wrong since a step. */
const WHAT: Readonly<Record<Trouble['kind'], (step: string) => string>> = {
  dead: (step) => msg(str`All gradients are 0 since step ${step}: no further step changes a kernel.`),
  diverging: (step) => msg(str`The loss diverges: since step ${step} it is over 10 times what it was at step 0.`),
};
