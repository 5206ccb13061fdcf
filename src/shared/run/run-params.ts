/** One run's settings: types, defaults, and the lab's choices for open settings. Derived from settings/. */
import { SETTINGS } from '../settings/index.ts';
import type { Setting } from '../settings/define.ts';
import type { SettingType } from '../settings/types.ts';

export type { DataSet } from '../data-sets/index.ts';
export { MAX_WINDOWS } from '../settings/measuring.ts';
export { BACKENDS, MAX_STEPS } from '../settings/training.ts';
export type { WindowRange } from '../settings/types.ts';

type Definition = (typeof SETTINGS)[number];
type TypeOf<S> = S extends { readonly type: SettingType<infer T> } ? T : never;
type ValueOf<S extends Definition> = S['default'] extends null ? TypeOf<S> | null : TypeOf<S>;
type Decided<S> = S extends { decide: unknown } ? TypeOf<S> : never;

/** One run's settings as in the address; `null` leaves the choice to the lab. */
export type RunParams = { readonly [S in Definition as S['key']]: ValueOf<S> };
export type ParamKey = keyof RunParams;
/** Settings with every choice made. */
export type ResolvedParams = {
  readonly [S in Definition as S['key']]: Decided<S> extends never ? ValueOf<S> : Decided<S>;
};
export type ParamSpec = Setting & { readonly key: ParamKey };

export type LabelMode = RunParams['labels'];
export type PixelMode = RunParams['pixels'];
export type Backend = Exclude<RunParams['backend'], 'auto'>;
export type InputSize = RunParams['size'];

/** In the order of an address. */
export const PARAM_SPECS: readonly ParamSpec[] = SETTINGS;

/** Edge in pixels of the network's input images. */
export const NATIVE_SIZE: InputSize = 28;

/** An object with a value for each setting. The caller asserts its type, because TypeScript can't infer it over keys. */
export function eachParam(value: (spec: ParamSpec) => unknown): object {
  return Object.fromEntries(PARAM_SPECS.map((spec) => [spec.key, value(spec)]));
}

export const DEFAULT_PARAMS = eachParam((spec) => spec.default) as RunParams;

/** The setting's value as text for the address; empty if the choice is left to the lab. */
export function paramText({ type }: ParamSpec, value: unknown): string {
  return value === null ? '' : type.print(value);
}

/** Decides open settings, and replaces those that the others rule out. */
export function resolveParams(params: RunParams): ResolvedParams {
  return eachParam((spec) => {
    const chosen = spec.decide && spec.rule?.(params) ? null : params[spec.key];
    return chosen ?? spec.decide?.(params) ?? null;
  }) as ResolvedParams;
}

/**
 * Opens settings that the lab would decide in the same way. `resolveParams` restores `params`, and the address is
 * shorter.
 */
export function leaveOpen(params: ResolvedParams): RunParams {
  return eachParam((spec) => {
    const value = params[spec.key];
    return spec.decide && paramText(spec, spec.decide(params)) === paramText(spec, value) ? null : value;
  }) as RunParams;
}
