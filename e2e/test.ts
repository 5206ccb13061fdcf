/** Playwright's `test` with the lab at hand; a page that throws or logs an error fails whatever test it is in. */
import { test as base, expect } from '@playwright/test';
import { Lab } from './lab.ts';

interface Fixtures {
  readonly lab: Lab;
  /** What the page threw or logged as an error so far. */
  readonly complaints: string[];
}

export const test = base.extend<Fixtures>({
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
      });
      await use(complaints);
      expect(complaints, 'errors of the page').toEqual([]);
    },
    { auto: true },
  ],
  lab: async ({ page }, use) => {
    await use(new Lab(page));
  },
});

export { expect };
