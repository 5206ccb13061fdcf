/** A data set and an augmentation, each one file and one line, train from address to weights without other changes. */
import '@tensorflow/tfjs-backend-cpu';
import { setBackend } from '@tensorflow/tfjs-core';
import { expect, it, vi } from 'vitest';
import type * as augmentations from '../src/shared/augmentations/index.ts';
import { classCount } from '../src/shared/data-sets/find.ts';
import type * as dataSets from '../src/shared/data-sets/index.ts';
import { addressOfRunFile, fileParams } from '../src/shared/run/run-file-params.ts';
import { parseRunFile } from '../src/shared/run/run-file-parse.ts';
import { PARAM_SPECS, resolveParams } from '../src/shared/run/run-params.ts';
import { formatAddress, parseAddress } from '../src/shared/run/run-url.ts';
import { emptyRecord } from '../src/shared/testing/run-record.ts';
import { startWasm } from './backends/wasm-start.ts';
import { interruptedRun } from './testing/interrupted.ts';
import { issueText } from '../src/shared/util/issues.ts';

vi.mock('../src/shared/data-sets/index.ts', async (original) => {
  const { DATA_SETS } = await original<typeof dataSets>();
  const { striped } = await import('./testing/added-data-set.ts');
  return { DATA_SETS: [...DATA_SETS, striped] };
});
vi.mock('../src/shared/augmentations/index.ts', async (original) => {
  const { AUGMENTATIONS } = await original<typeof augmentations>();
  const { mirror } = await import('./testing/added-data-set.ts');
  return { AUGMENTATIONS: [...AUGMENTATIONS, mirror] };
});

const query = 'data=striped&n=60&size=14&width=9&batch=20&steps=8&augment=AUGMENT&probe=3&windows=1-6';
const addressOf = (augment: string) => parseAddress(query.replace('AUGMENT', augment));

/** The weights after 8 steps. A run that is saved and restored half way gives the same, bit for bit. */
async function trained(augment: string): Promise<readonly (readonly number[])[]> {
  const { whole, resumed } = await interruptedRun(resolveParams(addressOf(augment).address.params));
  expect(resumed).toEqual(whole);
  return whole;
}

it('are read from an address, written, offered, explained and stored in a run file', () => {
  const { address, issues } = addressOf('mirror');
  expect(issues).toEqual([]);
  expect(formatAddress(address)).toContain('data=striped');
  expect(formatAddress(address)).toContain('augment=mirror');
  expect(classCount('striped')).toBe(3);
  expect(parseAddress('data=striped&n=600').address.params.n).toBe(500);
  const controls = PARAM_SPECS.filter(({ key }) => key === 'data' || key === 'augment');
  expect(controls.map(({ type }) => type.control)).toMatchObject([
    {
      kind: 'select',
      options: ['mnist', 'fashion-mnist', 'cifar10', 'cifar100', 'synthetic', 'own', 'striped'],
      titles: { striped: 'Stripes' },
    },
    { kind: 'select', options: ['none', 'crop', 'crop-flip', 'flip', 'mirror'] },
  ]);
  expect(controls.map(({ help }) => help).join()).toMatch(/striped: stripes of three widths.*mirror: the middle/);
  const file = parseRunFile(JSON.stringify({ ...emptyRecord(), params: fileParams(resolveParams(address.params)) }));
  expect(file.ok && formatAddress(addressOfRunFile(file.file))).toContain('augment=mirror');
  expect(parseAddress('augment=crop&pixels=random').issues.map(issueText)).toEqual([
    'augment=crop needs pixels=true; none is used.',
  ]);
});

it.each(['none', 'crop-flip', 'mirror'])('train with augment=%s on cpu and wasm alike, and resume', async (augment) => {
  await setBackend('cpu');
  const plain = await trained(augment);
  await startWasm();
  const compiled = await trained(augment);
  expect(plain.flat().every(Number.isFinite)).toBe(true);
  compiled.forEach((values, i) => {
    values.forEach((value, k) => {
      expect(value).toBeCloseTo(plain[i]?.[k] ?? NaN, 4);
    });
  });
  if (augment !== 'none') expect(plain).not.toEqual(await trained('none'));
});
