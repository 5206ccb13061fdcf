/** One more network, data set, augmentation, optimizer and export reach the command's help and the docs' tables. */
import { expect, it, vi } from 'vitest';
import type * as formats from '../src/export/formats/index.ts';
import type * as augmentations from '../src/shared/augmentations/index.ts';
import type * as dataSets from '../src/shared/data-sets/index.ts';
import type * as networks from '../src/shared/networks/index.ts';
import type * as optimizers from '../src/shared/optimizers/index.ts';
import { usingPage } from './docs/using-page.ts';
import { helpText, OUTPUTS } from './options.ts';

vi.mock('../src/export/formats/index.ts', async (original) => {
  const { EXPORTS } = await original<typeof formats>();
  const { parts } = await import('./testing/added-export.ts');
  return { EXPORTS: [...EXPORTS, parts] };
});
vi.mock('../src/shared/networks/index.ts', async (original) => {
  const { NETWORKS } = await original<typeof networks>();
  const { bottle } = await import('../workers/testing/added-network.ts');
  return { NETWORKS: [...NETWORKS, bottle] };
});
vi.mock('../src/shared/data-sets/index.ts', async (original) => {
  const { DATA_SETS } = await original<typeof dataSets>();
  const { striped } = await import('../workers/testing/added-data-set.ts');
  return { DATA_SETS: [...DATA_SETS, striped] };
});
vi.mock('../src/shared/augmentations/index.ts', async (original) => {
  const { AUGMENTATIONS } = await original<typeof augmentations>();
  const { mirror } = await import('../workers/testing/added-data-set.ts');
  return { AUGMENTATIONS: [...AUGMENTATIONS, mirror] };
});
vi.mock('../src/shared/optimizers/index.ts', async (original) => {
  const { OPTIMIZERS } = await original<typeof optimizers>();
  const { bounded } = await import('../workers/testing/added-optimizer.ts');
  const all = [...OPTIMIZERS, bounded];
  return { OPTIMIZERS: all, optimizerOf: (sought: string) => all.find(({ name }) => name === sought) };
});

it('are in the help of the command and in docs/using.md', () => {
  const [help, page] = [helpText('lab'), usingPage()];
  expect(OUTPUTS.at(-1)).toMatchObject({ name: 'parts', label: 'Names of parts' });
  expect(help).toMatch(/^ {2}--parts FILE +the names of the parts of the run$/m);
  expect(page).toContain('- **Names of parts**: the names of the parts of the run');
  for (const text of [help, page]) {
    expect(text).toContain('bottle: a convolution, then a narrow layer');
    expect(text).toContain('striped: stripes of three widths');
    expect(text).toContain('mirror: the middle, mirrored or not');
    expect(text).toContain('bounded: v ← μv + g + λw');
  }
});
