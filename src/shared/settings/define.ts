/** What the definition of a setting consists of. Everything that the lab knows of settings derives from such definitions. */
import type { Source } from '../explanations/explanation.ts';
import type { SettingType } from './types.ts';

/** The page's disclosures, in their order; `slider`: a slider of its own above them. */
export type Group = 'slider' | 'data' | 'network' | 'run';

/** Explains a setting that is a quantity. Range, and when it can be changed, derive from the setting. */
interface SettingExplanation {
  readonly name: string;
  /** One sentence: what it is. */
  readonly what: string;
  /** In characters of plain text. */
  readonly formula: string;
  /** The same formula in LaTeX. */
  readonly latex: string;
  /** Where the range is not the type's own. */
  readonly range?: string;
  /** Empty for a pure number. */
  readonly unit: string;
  /** What the ends of the range stand for, where that is not obvious. */
  readonly note?: string;
  /** Sentences after the one that says when the setting can be changed. */
  readonly effect?: string;
  /** What it is known to do. */
  readonly shows: string;
  readonly sources: readonly Source[];
}

/** A value that has to be replaced, because other settings rule it out. */
interface Replacement<T> {
  readonly value: T;
  /** The whole sentence for the user: the fault and the value used instead. */
  readonly message: string;
  /** Settings that are replaced with it. */
  readonly others?: SomeParams;
}

/** The settings of a run: each rule declares those that it reads. */
type SomeParams = object;

interface Definition<K extends string, T, D extends T | null> {
  /** In addresses, run files and messages. */
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
  /** A number that can change while the run trains: the schedule (`events` in the address) may name it. */
  readonly live?: boolean;
  /** Powers of ten at the ends of the slider; `zero` adds 0 below them. */
  readonly slider?: { readonly low: number; readonly high: number; readonly zero: boolean };
  /** Added after release 0.1.0: files and records that lack the key have its default. */
  readonly added?: boolean;
  /** The lab's choice where the setting is left open; used in place of the given value where this one is ruled out. */
  decide?(params: SomeParams): T;
  /** What the setting has to be instead, in this combination; undefined where it can stay. */
  rule?(params: SomeParams): Replacement<T | null> | undefined;
}

export type Setting = Definition<string, unknown, unknown>;

/** Checks a definition and keeps its exact type, from which the types of a run's settings are inferred. */
export function defineSetting<const K extends string, T, const D extends NoInfer<T> | null, const S>(
  definition: Definition<K, T, D> & S,
): Definition<K, T, D> & S {
  return definition;
}
