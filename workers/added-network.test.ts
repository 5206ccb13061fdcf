/** A network that is one file and one line in the list is everywhere: nothing else knows it. */
import '@tensorflow/tfjs-backend-cpu';
import { setBackend } from '@tensorflow/tfjs-core';
import { expect, it, vi } from 'vitest';
import type * as networks from '../src/shared/networks/index.ts';
import { addressOfRunFile, fileParams } from '../src/shared/run/run-file-params.ts';
import { parseRunFile } from '../src/shared/run/run-file-parse.ts';
import { PARAM_SPECS, resolveParams } from '../src/shared/run/run-params.ts';
import { formatAddress, parseAddress } from '../src/shared/run/run-url.ts';
import { emptyRecord } from '../src/shared/testing/run-record.ts';
import { startWasm } from './backends/wasm-start.ts';
import { interruptedRun } from './testing/interrupted.ts';

vi.mock('../src/shared/networks/index.ts', async (original) => {
  const { NETWORKS } = await original<typeof networks>();
  const { bottle } = await import('./testing/added-network.ts');
  return { NETWORKS: [...NETWORKS, bottle] };
});

const queried = 'data=synthetic&n=60&size=14&model=bottle&width=5&batch=20&steps=8&probe=3';
const { address, issues } = parseAddress(queried);
const params = resolveParams(address.params);

it('is read from an address, written, offered, explained and kept in a run file', () => {
  expect(issues).toEqual([]);
  expect(formatAddress(address)).toContain('model=bottle&width=5');
  expect(resolveParams(parseAddress('model=bottle').address.params).width).toEqual([6]);
  const control = PARAM_SPECS.find(({ key }) => key === 'model');
  expect(JSON.stringify(control?.type.control)).toContain('"resnet","bottle"');
  expect(control?.help).toContain('bottle: a convolution, then a narrow layer');
  const file = parseRunFile(JSON.stringify({ ...emptyRecord(), params: fileParams(params) }));
  expect(file.ok && formatAddress(addressOfRunFile(file.file))).toContain('model=bottle');
});

it('trains on cpu and wasm alike, and resumes bit for bit', async () => {
  await setBackend('cpu');
  const plain = await interruptedRun(params);
  expect(plain.resumed).toEqual(plain.whole);
  await startWasm();
  const { whole } = await interruptedRun(params);
  expect(whole.map(({ length }) => length)).toEqual(plain.whole.map(({ length }) => length));
  whole.flat().forEach((value, i) => {
    expect(value).toBeCloseTo(plain.whole.flat()[i] ?? NaN, 4);
  });
});
