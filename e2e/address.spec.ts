/** Malformed addresses: the page opens, lists each fault, and interprets nothing as markup. FULL=1 tries all 200. */
import type { Page } from '@playwright/test';
import { expect, test } from './test.ts';
import { badAddresses } from './bad-addresses.ts';

declare global {
  interface Window {
    injected?: unknown;
  }
}

/** Traces of injected markup or script from the address, through every shadow root. */
function injected(page: Page): Promise<number> {
  return page.evaluate(() => {
    const count = (root: ParentNode): number =>
      [...root.querySelectorAll('*')].reduce(
        (sum, element) =>
          sum + (element.hasAttribute('data-injected') ? 1 : 0) + (element.shadowRoot ? count(element.shadowRoot) : 0),
        0,
      );
    return count(document) + (window.injected === undefined ? 0 : 1);
  });
}

const COUNT = process.env.FULL === undefined ? 20 : 200;
const GROUPS = 2;
const addresses = badAddresses(COUNT, 20_170_226);

for (let group = 0; group < GROUPS; group++) {
  test(`malformed addresses, part ${group + 1} of ${GROUPS}`, async ({ lab, page }) => {
    const size = COUNT / GROUPS;
    for (const { query, names } of addresses.slice(group * size, (group + 1) * size)) {
      await test.step(query.slice(0, 80), async () => {
        await lab.open(query);
        await expect(lab.host).toHaveAttribute('data-state', 'idle');
        const listed = (await lab.issues.allTextContents()).join('\n');
        for (const name of names) expect(listed, query).toContain(name);
        expect(await injected(page), query).toBe(0);
      });
    }
  });
}

test('a valid address lists no faults', async ({ lab }) => {
  await lab.open(
    'data=mnist&n=5000&model=mlp&batch=128&lr=0.05&momentum=0.9&decay=0&seed=1&steps=2000&events=400:shuffle=1,900:shuffle=0',
  );
  await expect(lab.issues).toHaveCount(0);
});
