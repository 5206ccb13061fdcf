/** Playwright's `test` with the lab's page object; a page that throws or logs an error fails its test. */
import { test as base, expect } from '@playwright/test';
import { Lab } from './lab.ts';

interface Fixtures {
  readonly lab: Lab;
  /** What the context's pages and workers threw, logged as an error or were denied so far. */
  readonly complaints: string[];
}

export const test = base.extend<Fixtures>({
  complaints: [
    async ({ context }, use) => {
      const complaints: string[] = [];
      context.on('weberror', (error) => complaints.push(`uncaught: ${error.error().message}`));
      context.on('console', (message) => {
        if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
      });
      // The console reports a worker's own messages, but not what the browser denied it.
      context.on('page', (page) => {
        page.on('worker', (worker) => {
          const listen = (): void => {
            self.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
              // eslint-disable-next-line no-console -- What the context hears of a worker.
              console.error(`forbidden: ${effectiveDirective} of ${blockedURI}`);
            });
          };
          // It may have ended already.
          worker.evaluate(listen).catch(() => undefined);
        });
      });
      // The browser's console reports it as well, at present.
      await context.addInitScript(() => {
        document.addEventListener('securitypolicyviolation', (event) => {
          reportError(new Error(`forbidden: ${event.effectiveDirective} of ${event.blockedURI}`));
        });
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
