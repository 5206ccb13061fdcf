/** Explanations of the settings that are quantities, derived from the list of settings. */
import type { Setting } from '../settings/define.ts';
import { SETTINGS } from '../settings/index.ts';
import type { Bounds } from '../settings/types.ts';
import type { Explanation } from '../explanations/explanation.ts';
import { LANGUAGE, msg } from '../util/texts.ts';

const FIXED = msg('Chosen before the run; fixed during it.');
const LIVE = msg('Can be changed at any step. A change takes effect between two steps, and all charts mark it.');

type Explained = Extract<(typeof SETTINGS)[number], { readonly explanation: object }>;

/** Keyed by the setting's address key. */
export const SETTING_EXPLANATIONS = Object.fromEntries(
  SETTINGS.flatMap((setting: Setting) => {
    const explained = explanationOf(setting);
    return explained ? [[setting.key, explained]] : [];
  }),
) as Readonly<Record<Explained['key'], Explanation>>;

function explanationOf({ explanation, live, type }: Setting): Explanation | undefined {
  if (!explanation) return undefined;
  const { range = type.bounds ? boundsText(type.bounds) : type.values, effect, ...rest } = explanation;
  const measured = [live ? LIVE : FIXED, effect].filter((sentence) => sentence !== undefined).join(' ');
  return { ...rest, family: 'setting', range, undefinedWhen: '', measured };
}

/** "0 … 10⁹", in the format of the other explanations. */
function boundsText({ min, max }: Bounds): string {
  return `${boundText(min)} … ${boundText(max)}`;
}

function boundText(bound: number): string {
  const power = Math.log10(bound);
  if (Number.isInteger(power) && Math.abs(power) > 4) {
    return `10${String(power).replace(/./g, (sign) => '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'['-0123456789'.indexOf(sign)] ?? sign)}`;
  }
  return bound.toLocaleString(LANGUAGE, { maximumFractionDigits: 6 }).replace(/^0\./, '.');
}
