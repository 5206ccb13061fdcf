/** Manual changes of settings keep an equivalent address. */
import { expect, it } from 'vitest';
import { formatAddress, parseAddress } from '../shared/run/run-url.ts';
import { editAddress } from './edit-address.ts';

const at = (query: string): ReturnType<typeof parseAddress>['address'] => parseAddress(query).address;

it('a change is in the address', () => {
  const { address, issues } = editAddress(at('n=1000'), { lr: 0.2 });
  expect(formatAddress(address)).toBe('n=1000&lr=0.2');
  expect(issues).toEqual([]);
});

it('an impossible combination is corrected and reported', () => {
  const { address, issues } = editAddress(at('n=1000&batch=500'), { n: 100 });
  expect(address.params.batch).toBe(100);
  expect(issues[0]?.subject).toContain('batch');
});

it('another network gets its own width and normalization', () => {
  const { address, issues } = editAddress(at('width=64&norm=batch'), { model: 'inception-small' });
  expect(address.params.width).toBeNull();
  expect(address.params.norm).toBeNull();
  expect(issues).toEqual([]);
});

it('a preset is kept while its address can express the change, and dropped otherwise', () => {
  expect(editAddress(at('preset=decay-only'), { lr: 0.1 }).address.preset).toBe('decay-only');
  const left = editAddress(at('preset=decay-only'), { width: null }).address;
  expect(left.preset).toBeNull();
  expect(left.params.width).toBeNull();
  expect(left.params.decay).toBe(1e-4);
});
