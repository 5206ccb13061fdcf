/** What axe finds wrong with the page, in each state, scheme and size. */
import { axeViolations } from './axe.ts';
import { expect, test } from './test.ts';

const QUERY = 'data=synthetic&n=500&size=14&width=32&batch=25&steps=100000&probe=25';
const SIZES = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } } as const;

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [size, viewport] of Object.entries(SIZES)) {
    test.describe(`${size}, ${colorScheme}`, () => {
      test.use({ colorScheme, viewport });

      test('axe finds nothing, idle to done', async ({ lab, page }) => {
        const check = async (state: string): Promise<void> => {
          expect(await axeViolations(page), state).toEqual([]);
        };
        await lab.open(QUERY);
        await check('idle');
        await lab.train();
        await lab.past(20);
        await check('training');
        await lab.pause();
        await check('paused');
        await lab.open(QUERY.replace('steps=100000', 'steps=20'));
        await lab.train();
        await lab.reach('done');
        await check('done');
        await lab.open('lr=much&nonsense=1');
        await check('faulty address');
      });

      test('nothing is wider than the window', async ({ lab, page }) => {
        await lab.open(QUERY);
        const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(excess).toBeLessThanOrEqual(0);
      });
    });
  }
}
