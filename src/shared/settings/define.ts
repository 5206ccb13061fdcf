/** The fields of a setting's definition, from which everything about settings derives. */
import type { Source } from '../explanations/explanation.ts';
import type { SettingType } from './types.ts';

/** The page's disclosures, in order. `slider`: a slider above them. */
export type Group = 'slider' | 'data' | 'network' | 'run';

/** Explains a setting that is a quantity. Its range and when it can change derive from the setting. */
interface SettingExplanation {
  readonly name: string;
  /** One sentence that says what it is. */
  readonly what: string;
  /** Plain text. */
  readonly formula: string;
  /** The same formula in LaTeX. */
  readonly latex: string;
  /** Only if it differs from the type's range. */
  readonly range?: string;
  /** Empty for a dimensionless number. */
  readonly unit: string;
  /** Meaning of the range's ends, where it isn't obvious. */
  readonly note?: string;
  /** Sentences that follow the one about when the setting can change. */
  readonly effect?: string;
  /** Its known effect. */
  readonly shows: string;
  readonly sources: readonly Source[];
}

/** A replacement for a value that other settings rule out. */
interface Replacement<T> {
  readonly value: T;
  /** What is wrong and what is used instead, for `Issue`. */
  readonly what: string;
  readonly instead: string;
  /** Settings that are replaced with it. */
  readonly others?: SomeParams;
}

/** A run's settings. Each rule declares those that it reads. */
type SomeParams = object;

interface Definition<K extends string, T, D extends T | null> {
  /** Key in addresses, run files and messages. */
  readonly key: K;
  readonly type: SettingType<T>;
  /** null leaves the choice to the lab. */
  readonly default: D;
  readonly group: Group;
  /** A name for a control. */
  readonly label: string;
  /** One sentence for a tooltip and for the table of keys. */
  readonly help: string;
  readonly explanation?: SettingExplanation;
  /** A number that can change during training, so that the schedule (`events` in the address) accepts it. */
  readonly live?: boolean;
  /** Powers of ten at the ends of the slider. `zero` adds 0 below them. */
  readonly slider?: { readonly low: number; readonly high: number; readonly zero: boolean };
  /** Added after release 0.1.0: files and records without the key have its default. */
  readonly added?: boolean;
  /** The lab's choice for an open setting, or for a value that is ruled out. */
  decide?(params: SomeParams): T;
  /** The replacement of a value that is ruled out in this combination; undefined if the value can stay. */
  rule?(params: SomeParams): Replacement<T | null> | undefined;
}

export type Setting = Definition<string, unknown, unknown>;

/** Checks a definition and infers its exact type, from which the types of a run's settings derive. */
export function defineSetting<const K extends string, T, const D extends NoInfer<T> | null, const S>(
  definition: Definition<K, T, D> & S,
): Definition<K, T, D> & S {
  return definition;
}
