/**
 * The explanation of every quantity: name, formula, range and meaning. It is the one source for tooltips, the page's
 * glossary and docs/observables.md. Texts only; the arithmetic is in derived.ts and in the trainer.
 */
import type { OBSERVABLES } from '../observables/index.ts';
import { observablesOf, TABLE_FAMILIES } from '../run/tables.ts';
import { COUNT_EXPLANATIONS } from '../explanations/count.ts';
import { EVALUATION_EXPLANATIONS } from '../explanations/evaluation.ts';
import { DEMAND_EXPLANATIONS } from '../explanations/demand.ts';
import type { Explanation, Family } from '../explanations/explanation.ts';
import { PROBE_EXPLANATIONS } from '../explanations/probe.ts';
import { SETTING_EXPLANATIONS } from './setting.ts';
import { STEP_EXPLANATIONS } from '../explanations/step.ts';
import { WINDOW_EXPLANATIONS } from '../explanations/window.ts';

export type { Explanation, Family } from '../explanations/explanation.ts';
export { TPM_ORIGIN } from '../explanations/window.ts';

type Explained = Extract<(typeof OBSERVABLES)[keyof typeof OBSERVABLES][number], { readonly explanation: Explanation }>;

const OBSERVABLE_EXPLANATIONS = Object.fromEntries(
  TABLE_FAMILIES.flatMap((family) =>
    observablesOf(family).flatMap(({ key, explanation }) => (explanation ? [[key, explanation]] : [])),
  ),
) as Readonly<Record<Explained['key'], Explanation>>;

/** Keyed by column name where the quantity is a table column, else by its own name. */
export const EXPLANATIONS = {
  ...STEP_EXPLANATIONS,
  ...WINDOW_EXPLANATIONS,
  ...PROBE_EXPLANATIONS,
  ...EVALUATION_EXPLANATIONS,
  ...DEMAND_EXPLANATIONS,
  ...COUNT_EXPLANATIONS,
  ...OBSERVABLE_EXPLANATIONS,
  ...SETTING_EXPLANATIONS,
} as const;

export type ExplanationKey = keyof typeof EXPLANATIONS;

/** Keys of a family's explanations, in reading order. */
export function explainedIn(family: Family): readonly ExplanationKey[] {
  const keys = Object.keys(EXPLANATIONS) as readonly ExplanationKey[];
  return keys.filter((key) => EXPLANATIONS[key].family === family);
}

/** The explanation key of a setting (by its address key); undefined if the setting isn't a quantity. */
export function settingExplained(key: string): ExplanationKey | undefined {
  const isExplained = (each: string): each is keyof typeof SETTING_EXPLANATIONS =>
    Object.hasOwn(SETTING_EXPLANATIONS, each);
  return isExplained(key) ? key : undefined;
}

/** The range with its unit and note in words: "0 … 10⁶ steps; 0 switches probes off". */
export function rangeText({ range, unit, note }: Explanation): string {
  const bounds = unit === '' ? range : `${range} ${unit}`;
  return note === undefined ? bounds : `${bounds}; ${note}`;
}
