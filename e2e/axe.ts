/** Runs axe on the current page: one line per rule, with the elements that break it. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { AxeResults, RunOptions } from 'axe-core';

/** A selector, or one through shadow roots. */
type Place = string | { readonly fromShadowDom: string[] };

declare global {
  interface Window {
    axe?: { run(context: Place, options: RunOptions): Promise<AxeResults> };
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

/** What to check: the page, or of a page that was checked the open panel alone. */
const PLACES: Readonly<Record<'page' | 'panel', Place>> = {
  page: 'html',
  panel: { fromShadowDom: ['shuffle-lab', 'lab-tabs', '[role=tabpanel]'] },
};

/** Violations of axe's rules on the current page. */
export async function axeViolations(
  page: Page,
  rules: keyof typeof CHOSEN = 'all',
  place: keyof typeof PLACES = 'page',
): Promise<string[]> {
  if (!(await page.evaluate(() => window.axe !== undefined))) await page.evaluate(source);
  const violations = await page.evaluate(
    async ({ place, options }) => (await window.axe?.run(place, options))?.violations,
    // Describing every passing element would take most of the time.
    { place: PLACES[place], options: { resultTypes: ['violations'], ...CHOSEN[rules] } satisfies RunOptions },
  );
  if (violations === undefined) throw new Error('axe did not load');
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.flat().join(' ')).join(', ')}`);
}
