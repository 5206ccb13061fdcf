import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';
import {
  EXPLANATIONS,
  explainedIn,
  rangeText,
  settingExplained,
  TPM_ORIGIN,
  type Explanation,
} from './explanations.ts';
import { FAMILIES } from '../explanations/explanation.ts';
import { mathOf } from '../../../vite/formulas.ts';
import { observablesPage } from './observables-page.ts';
import { PARAM_SPECS } from '../run/run-params.ts';
import { TABLE_COLUMNS } from '../run/tables.ts';

const all = Object.entries<Explanation>(EXPLANATIONS);

describe('explanations', () => {
  it('cover every table column except counts and times', () => {
    const columns = Object.values(TABLE_COLUMNS).flat();
    const measured = columns.filter(
      (name) => !['step', 'seconds', 'm', 'trainExamples', 'testExamples'].includes(name),
    );
    expect(Object.keys(EXPLANATIONS)).toEqual(expect.arrayContaining([...new Set(measured)]));
  });

  it('cover every numeric setting except counts and the seed', () => {
    const numbers = PARAM_SPECS.filter(({ type }) => type.bounds !== undefined);
    const without = numbers.map(({ key }) => key).filter((key) => settingExplained(key) === undefined);
    expect(without).toEqual(['steps', 'seed']);
  });

  it('belong to exactly one family', () => {
    expect(FAMILIES.flatMap((family) => explainedIn(family))).toEqual(all.map(([key]) => key));
    expect(new Set(all.map(([, { name }]) => name)).size).toBe(all.length);
  });

  it.each(all)('are complete: %s', (_, explanation) => {
    for (const text of [explanation.what, explanation.measured, explanation.shows])
      expect(text).toMatch(/^[A-Zα-ω0-9].*\.$/u);
    for (const text of [explanation.name, explanation.formula, explanation.latex, explanation.range]) {
      expect(text).not.toBe('');
    }
    for (const { href } of explanation.sources)
      expect(href).toMatch(/^https:\/\/(arxiv\.org\/abs\/\d{4}\.\d{4,5}|cs231n\.)/);
    // What is no LaTeX throws; what the content policy refuses or a browser does not know is not in it.
    expect(mathOf(explanation.latex)).not.toMatch(/ (style|class)="[^o]|menclose/);
  });

  it('name the unit beside the range', () => {
    expect(rangeText(EXPLANATIONS.loss)).toBe('0 … ∞ nats');
    expect(rangeText(EXPLANATIONS.tpm)).toBe('0 … 1');
    expect(rangeText(EXPLANATIONS.probe)).toBe('0 … 10⁶ steps; 0 switches probes off');
  });

  it('say that TPM’s definition is the lab’s own and that it detects no memorization', () => {
    expect(TPM_ORIGIN.join(' ')).toMatch(/never says how it is computed.*the lab’s own reading/);
    expect(EXPLANATIONS.tpm.shows).toContain('does not detect memorization');
  });
});

describe('docs/observables.md', () => {
  it('is what the explanations say (npm run docs writes it)', async () => {
    const file = fileURLToPath(new URL('../../../docs/observables.md', import.meta.url));
    const page = await format(observablesPage(), { ...(await resolveConfig(file)), filepath: file });
    expect(await readFile(file, 'utf8')).toBe(page);
  });
});
