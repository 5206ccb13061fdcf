/** A setting changed by hand becomes an address again, mended where the combination cannot be trained. */
import type { RunParams } from '../shared/run/run-params.ts';
import { formatAddress, parseAddress, type ParsedAddress, type RunAddress } from '../shared/run/run-url.ts';

/**
 * The address after `changes`, exactly as reading its text would give it, with the faults of the combination.
 * Another network takes its own width and normalization.
 */
export function editAddress(address: RunAddress, changes: Partial<RunParams>): ParsedAddress {
  const fresh = changes.model !== undefined && changes.model !== address.params.model;
  const params = { ...address.params, ...(fresh ? { width: null, norm: null } : {}), ...changes };
  return parseAddress(formatAddress({ ...address, params }));
}
