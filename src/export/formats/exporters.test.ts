/** The Export menu derives from the formats, so a new one needs no other change. */
import { afterEach, expect, it, vi } from 'vitest';
import { exporters } from './exporters.ts';
import type { ExportFormat } from '../format.ts';
import { EXPORTS } from './index.ts';
import { fixtureStore } from '../testing/run-fixture.ts';

afterEach(() => vi.unstubAllGlobals());

it('offers a format that is added to the list, and downloads its file', async () => {
  const format: ExportFormat = {
    key: 'steps',
    label: 'Number of steps',
    description: 'how many steps were trained',
    extension: () => '.steps.txt',
    make: ({ file }) => Promise.resolve(new Blob([String('arms' in file ? 2 : file.steps.step.length)])),
    reader: () => Promise.resolve({ heading: 'How it is read', text: 'cat' }),
  };
  const link = { href: '', download: '', click: vi.fn() };
  vi.stubGlobal('document', { createElement: () => link });
  const none = (): Promise<never[]> => Promise.resolve([]);
  const source = { store: fixtureStore(), charts: none, weights: none, inputs: none };
  const items = exporters(source, [...EXPORTS, format]);
  expect(items.map(({ name }) => name)).toEqual([...EXPORTS.map(({ label }) => label), 'Number of steps', 'Print']);
  const code = await items.find(({ name }) => name === format.label)?.save();
  expect(link.download).toBe('mnist-mlp-seed1.steps.txt');
  expect(link.click).toHaveBeenCalledOnce();
  expect(code?.text).toBe('cat');
  expect(await (await fetch(link.href)).text()).toBe('3');
  URL.revokeObjectURL(link.href);
});

it('has unique formats, labels and options', () => {
  for (const names of [
    EXPORTS.map(({ key }) => key),
    EXPORTS.map(({ label }) => label),
    EXPORTS.flatMap(({ option }) => option?.name ?? []),
  ])
    expect(new Set(names).size).toBe(names.length);
});
