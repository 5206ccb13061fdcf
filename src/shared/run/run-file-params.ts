/** Converts a run's settings to and from the `params` of its file, and to the address that replays the run. */
import type { FileParams } from './param-schemas.ts';
import {
  eachParam,
  leaveOpen,
  PARAM_SPECS,
  resolveParams,
  type ParamSpec,
  type ResolvedParams,
  type RunParams,
} from './run-params.ts';
import { variantsOf, type RunFile } from './run-file.ts';
import type { RunAddress } from './run-url.ts';
import type { Parsed } from '../settings/types.ts';

export function fileParams(params: ResolvedParams): FileParams {
  return eachParam(({ key, type }) => (params[key] === null ? null : type.toFile(params[key]))) as FileParams;
}

/** A setting's value from a file; null if it is open or the network doesn't have it. */
function valueOf({ key, type }: ParamSpec, params: FileParams): Parsed<unknown> {
  const value = params[key];
  return value === null ? { ok: true, value } : type.fromFile(value);
}

/** Faults in the texts of lists, which the schema doesn't parse; undefined if there are none. */
export function textIssue(params: FileParams): string | undefined {
  for (const spec of PARAM_SPECS) {
    const read = valueOf(spec, params);
    if (!read.ok) return `params.${spec.key} ${read.reason}`;
  }
  return undefined;
}

/** The settings of a file's run. Throws if `textIssue` finds a fault. */
export function paramsOfFile(params: FileParams): RunParams {
  return eachParam((spec) => {
    const read = valueOf(spec, params);
    if (!read.ok) throw new Error(textIssue(params));
    return read.value;
  }) as RunParams;
}

/**
 * The address that replays the file's run (both variants of a paired run), without settings that the lab would decide
 * in the same way. Throws if `textIssue` finds a fault.
 */
export function addressOfRunFile(file: RunFile): RunAddress {
  const first = variantsOf(file)[0];
  if (!first) throw new Error('a run file without a run');
  const params = leaveOpen(resolveParams(paramsOfFile(first.params)));
  return { preset: null, params, events: first.events, start: false };
}
