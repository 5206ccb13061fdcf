/** A run's settings ⇄ the `params` of its file, and the address that replays a file's run. */
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

/** A setting's value in a file; null where it is left open, or where the network has none. */
function valueOf({ key, type }: ParamSpec, params: FileParams): Parsed<unknown> {
  const value = params[key];
  return value === null ? { ok: true, value } : type.fromFile(value);
}

/** What is wrong with the texts of lists, which the schema does not read; undefined when nothing is. */
export function textFault(params: FileParams): string | undefined {
  for (const spec of PARAM_SPECS) {
    const read = valueOf(spec, params);
    if (!read.ok) return `params.${spec.key} ${read.reason}`;
  }
  return undefined;
}

/** The settings of a file's run. Throws for what `textFault` finds fault with. */
export function paramsOfFile(params: FileParams): RunParams {
  return eachParam((spec) => {
    const read = valueOf(spec, params);
    if (!read.ok) throw new Error(textFault(params));
    return read.value;
  }) as RunParams;
}

/**
 * The address that trains the file's run again (both arms of a twin). What the lab would decide in the same way is left
 * out. Throws for what `textFault` finds fault with.
 */
export function addressOfRunFile(file: RunFile): RunAddress {
  const first = variantsOf(file)[0];
  if (!first) throw new Error('a run file without a run');
  const params = leaveOpen(resolveParams(paramsOfFile(first.params)));
  return { preset: null, params, events: first.events, start: false };
}
