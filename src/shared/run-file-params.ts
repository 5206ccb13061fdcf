/** A run's settings ⇄ the `params` of its file, and the address that replays a file's run. */
import { checkModel } from './network/of-run.ts';
import { formatParam, parseWidth, parseWindows, type Parsed } from './param-text.ts';
import { resolveParams, type ResolvedParams, type RunParams } from './run-params.ts';
import { variantsOf, type FileParams, type RunFile } from './run-file.ts';
import type { RunAddress } from './run-url.ts';

export function fileParams(params: ResolvedParams): FileParams {
  return {
    ...params,
    width: params.width.length === 0 ? null : formatParam(params.width),
    windows: formatParam(params.windows),
  };
}

const readWidth = (params: FileParams): Parsed<readonly number[] | null> =>
  params.width === null ? { ok: true, value: null } : parseWidth(params.width);

/** What is wrong with the texts of `model`, `width` and `windows`, which the schema leaves unread; undefined when nothing is. */
export function textFault(params: FileParams): string | undefined {
  const model = checkModel(params.model);
  if (!model.ok) return `params.model ${model.reason}`;
  const width = readWidth(params);
  if (!width.ok) return `params.width ${width.reason}`;
  const windows = parseWindows(params.windows);
  return windows.ok ? undefined : `params.windows ${windows.reason}`;
}

/** The settings of a file's run. Throws for what `textFault` finds fault with. */
export function paramsOfFile(params: FileParams): RunParams {
  const width = readWidth(params);
  const windows = parseWindows(params.windows);
  if (!width.ok || !windows.ok) throw new Error(textFault(params));
  return { ...params, width: width.value, windows: windows.value };
}

/**
 * The address that trains the file's run again (both arms of a twin). What the lab would decide in the same way is left
 * out. Throws for what `textFault` finds fault with.
 */
export function addressOfRunFile(file: RunFile): RunAddress {
  const first = variantsOf(file)[0];
  if (!first) throw new Error('a run file without a run');
  const full = paramsOfFile(first.params);
  const own = fileParams(resolveParams({ ...full, width: null, norm: null, windows: null }));
  const params: RunParams = {
    ...full,
    width: first.params.width === own.width ? null : full.width,
    norm: full.norm === own.norm ? null : full.norm,
    windows: first.params.windows === own.windows ? null : full.windows,
  };
  return { preset: null, params, events: first.events, start: false };
}
