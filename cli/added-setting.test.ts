/** A setting that is defined once and added to the list appears everywhere without other changes. */
import * as v from 'valibot';
import { expect, it, vi } from 'vitest';
import { helpText } from './options.ts';
import { usingPage } from './docs/using-page.ts';
import { PARAM_GROUPS } from '../src/components/controls/param-groups.ts';
import { runDifferences } from '../src/state/run-differences.ts';
import { settingExplained } from '../src/shared/glossary/explanations.ts';
import { observablesPage } from '../src/shared/glossary/observables-page.ts';
import { paramsSchema } from '../src/shared/run/param-schemas.ts';
import { addressOfRunFile, fileParams } from '../src/shared/run/run-file-params.ts';
import { parseRunFile } from '../src/shared/run/run-file-parse.ts';
import { PARAM_SPECS, resolveParams } from '../src/shared/run/run-params.ts';
import { formatAddress, parseAddress } from '../src/shared/run/run-url.ts';
import { settingsAt } from '../src/shared/run/schedule.ts';
import { emptyRecord } from '../src/shared/testing/run-record.ts';
import type * as settings from '../src/shared/settings/index.ts';
import { issueText } from '../src/shared/util/issues.ts';

vi.mock('../src/shared/settings/index.ts', async (original) => {
  const { SETTINGS } = await original<typeof settings>();
  const { sharpness } = await import('./testing/added-setting.ts');
  return { SETTINGS: [...SETTINGS, sharpness] };
});

const queried = 'sharpness=0.5&events=3:sharpness=1';
const { address, issues } = parseAddress(queried);
const params = { ...address.params } as Readonly<Record<string, unknown>>;

it('is read from an address, checked, written, and scheduled', () => {
  expect(issues).toEqual([]);
  expect(params.sharpness).toBe(0.5);
  expect(formatAddress(address)).toBe(queried);
  expect(settingsAt(address.params, address.events, 3)).toMatchObject({ sharpness: 1 });
  expect(parseAddress('sharpness=7').issues.map(issueText)).toEqual([
    'sharpness=“7” is not a number from 0 to 2; 0.25 is used.',
  ]);
  expect(parseAddress('sharpness=1.5&seed=3').issues.map(issueText)).toEqual([
    'sharpness=1.5 needs a seed above 9; 1 is used.',
  ]);
});

it('is in a run file, and has its default in files and records that lack it', () => {
  const file = { ...emptyRecord(), params: fileParams(resolveParams(address.params)), events: address.events };
  const read = parseRunFile(JSON.stringify(file));
  expect(read.ok && formatAddress(addressOfRunFile(read.file))).toBe(queried);
  const { sharpness, ...older } = file.params as typeof file.params & { readonly sharpness: number };
  expect(sharpness).toBe(0.5);
  const readOlder = parseRunFile(JSON.stringify({ ...file, params: older, events: [] }));
  expect(readOlder.ok && formatAddress(addressOfRunFile(readOlder.file))).toBe('');
  const stored = Object.entries(resolveParams(address.params)).filter(([key]) => key !== 'sharpness');
  expect(v.parse(paramsSchema, Object.fromEntries(stored))).toMatchObject({ sharpness: 0.25 });
});

it('has a control, an explanation, a line of help and a row in the docs', () => {
  const control = PARAM_GROUPS.flatMap(({ specs }) => specs).find(({ label }) => label === 'Sharpness');
  expect(control?.type.control).toEqual({ kind: 'text', inputMode: 'decimal' });
  expect(settingExplained('sharpness')).toBe('sharpness');
  expect(helpText('lab')).toMatch(/^ {2}sharpness +0\.25 +How sharp\.$/m);
  expect(usingPage()).toContain('| `sharpness` | 0 … 2 | `0.25` | How sharp. |');
  expect(observablesPage()).toContain('### Sharpness s\n\nHow sharp it is.');
  const runs = ['', 'sharpness=2'].map((query) => ({ ...parseAddress(query).address }));
  const resolved = runs.map(({ params, events }) => ({ params: resolveParams(params), events }));
  expect(runDifferences(resolved)).toEqual([{ key: 'sharpness', label: 'Sharpness', texts: ['0.25', '2'] }]);
  expect(PARAM_SPECS.at(-1)?.label).toBe('Sharpness');
});
