/** axe's findings on the page in each state, on a desktop in both colour schemes and on a phone. */
import { axeViolations } from './axe.ts';
import { expect, test } from './test.ts';

const SMALL = 'data=synthetic&n=500&size=14&width=32&batch=25&probe=25';
const SIZES = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } } as const;
const TABS = [
  'Windows',
  'Memorization',
  'Forces',
  'Layers',
  'Examples',
  'Network',
  'Landscape',
  'Runs',
  'What the numbers mean',
];

/** States that only FULL=1 checks on a phone too. */
const MORE_ON_PHONE = ['tour', 'training', 'a run that can be resumed', 'loading', 'done', 'embedded', 'compare page'];

for (const [size, viewport] of Object.entries(SIZES)) {
  test.describe(size, () => {
    test.use({ viewport });

    test('axe finds nothing from idle to failed', async ({ lab, page }) => {
      const check = async (state: string, place: 'page' | 'panel' = 'page'): Promise<void> => {
        // The scheme changes only colours (page.css and the charts' lines), and the size changes none of them.
        if (size === 'phone') {
          if (process.env.FULL !== '1' && MORE_ON_PHONE.includes(state)) return;
          expect(await axeViolations(page, 'all but colors', place), state).toEqual([]);
          return;
        }
        await page.emulateMedia({ colorScheme: 'light' });
        expect(await axeViolations(page, 'all', place), `${state}, light`).toEqual([]);
        await page.emulateMedia({ colorScheme: 'dark' });
        expect(await axeViolations(page, 'colors', place), `${state}, dark`).toEqual([]);
      };
      await lab.open(`${SMALL}&steps=100000`);
      await check('idle, welcome');
      await page.getByRole('button', { name: 'Take the tour' }).click();
      await check('tour');
      await page.getByRole('button', { name: 'Leave the tour' }).click();
      await lab.button('Keyboard and help').click();
      await check('help dialog');
      await page.keyboard.press('Escape');
      await lab.train();
      await lab.past(60);
      await check('training');
      await lab.pause();
      await lab.button('Export').click();
      await check('paused, a menu open');
      await page.keyboard.press('Escape');
      await lab.chart('Loss').getByRole('button', { name: 'Show as table' }).click();
      await lab.term('Accuracy').click();
      await check('a chart as table, an explanation open');
      await page.keyboard.press('Escape');
      for (const tab of TABS) {
        await page.getByRole('tab', { name: tab }).click();
        await check(tab, 'panel');
      }
      await page.getByRole('button', { name: 'Present', exact: true }).click();
      await check('Present view');

      // So many pixels to permute that loading takes a while.
      await lab.open('data=synthetic&n=30000&pixels=random&lr=1e9&probe=0');
      await expect(page.getByRole('region', { name: 'Unfinished run' })).toBeVisible();
      await check('a run that can be resumed');
      await lab.train();
      await expect(page.getByRole('progressbar')).toBeVisible();
      await check('loading');

      await lab.open(`${SMALL}&steps=20`);
      await lab.train();
      await lab.reach('done');
      await check('done');
      await lab.open(`${SMALL}&lr=1e9&steps=50&nonsense=1`);
      await lab.train();
      await lab.reach('failed');
      await check('failed, a faulty address');
      await lab.open(`${SMALL}&view=embed`);
      await check('embedded');
      await page.goto('./compare.html');
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await check('compare page');
    });
  });
}
