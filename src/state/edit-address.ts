/** A setting changed by hand becomes an address again, mended where the combination cannot be trained. */
import type { RunParams } from '../shared/run-params.ts';
import { formatAddress, parseAddress, type ParsedAddress, type RunAddress } from '../shared/run-url.ts';

/**
 * The address after `changes`, exactly as reading its text would give it, with the faults of the combination.
 * Another network takes its own width and normalization. A preset that the text could no longer undo is left.
 */
export function editAddress(address: RunAddress, changes: Partial<RunParams>): ParsedAddress {
  const fresh = changes.model !== undefined && changes.model !== address.params.model;
  const params = { ...address.params, ...(fresh ? { width: null, norm: null } : {}), ...changes };
  const kept = parseAddress(formatAddress({ ...address, params }));
  const lost = (['width', 'norm', 'windows', 'stride'] as const).some(
    (key) => params[key] === null && kept.address.params[key] !== null,
  );
  return lost ? parseAddress(formatAddress({ ...address, preset: null, params })) : kept;
}
