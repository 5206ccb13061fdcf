/** Applies a manual change of settings to an address, corrected if the combination can't be trained. */
import type { RunParams } from '../shared/run/run-params.ts';
import { formatAddress, parseAddress, type ParsedAddress, type RunAddress } from '../shared/run/run-url.ts';

/**
 * The address after `changes`, identical to parsing its text, with the faults of the combination. Another network gets
 * its own width and normalization.
 */
export function editAddress(address: RunAddress, changes: Partial<RunParams>): ParsedAddress {
  const fresh = changes.model !== undefined && changes.model !== address.params.model;
  const params = { ...address.params, ...(fresh ? { width: null, norm: null } : {}), ...changes };
  return parseAddress(formatAddress({ ...address, params }));
}
