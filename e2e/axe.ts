/** What axe finds wrong with the page as it is now: a line a rule with the elements that break it. */
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

/** Those of axe's rules that look at colours (its tag cat.color, without what AAA alone asks for). */
const COLOR_RULES = ['color-contrast', 'link-in-text-block'];

/**
 * Breaches of axe's rules: of `all`, or of those about `colors`, which are enough where a page that was looked at changed
 * its colours and nothing else.
 */
export async function axeViolations(page: Page, rules: 'all' | 'colors' = 'all'): Promise<string[]> {
  if (!(await page.evaluate(() => window.axe !== undefined))) await page.evaluate(source);
  const violations = await page.evaluate(
    async (options) => (await window.axe?.run(options))?.violations,
    // What is sound costs most where each element of it is described.
    { resultTypes: ['violations'], ...(rules === 'all' ? {} : { runOnly: COLOR_RULES }) } satisfies RunOptions,
  );
  if (violations === undefined) throw new Error('axe did not load');
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.flat().join(' ')).join(', ')}`);
}
