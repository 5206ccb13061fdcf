/** Runs axe on the current page: one line per rule, with the elements that break it. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { AxeResults, RunOptions } from 'axe-core';

declare global {
  interface Window {
    axe?: { run(options: RunOptions): Promise<AxeResults> };
  }
}

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** axe's rules about colours (tag cat.color, without those that only AAA requires). */
const COLOR_RULES = ['color-contrast', 'link-in-text-block'];

/** The rules to check: all, or only those that a change of colours (or of anything else) can break. */
const CHOSEN = {
  all: {},
  colors: { runOnly: COLOR_RULES },
  'all but colors': { rules: Object.fromEntries(COLOR_RULES.map((rule) => [rule, { enabled: false }])) },
} as const satisfies Record<string, RunOptions>;

/** Violations of axe's rules on the current page. */
export async function axeViolations(page: Page, rules: keyof typeof CHOSEN = 'all'): Promise<string[]> {
  if (!(await page.evaluate(() => window.axe !== undefined))) await page.evaluate(source);
  const violations = await page.evaluate(
    async (options) => (await window.axe?.run(options))?.violations,
    // Describing every passing element would take most of the time.
    { resultTypes: ['violations'], ...CHOSEN[rules] } satisfies RunOptions,
  );
  if (violations === undefined) throw new Error('axe did not load');
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.flat().join(' ')).join(', ')}`);
}
