/** How the page lies at each width: nothing beside the window, no words cut off, no control over another. */
import { layoutOf, SOUND } from './layout.ts';
import { expect, test } from './test.ts';

const QUERY = 'data=synthetic&n=200&width=16-16&batch=20&steps=20&probe=10&events=10:shuffle=1';
/** A phone, a window of 1280 px at 200%, a tablet, a laptop, a desk. */
const WIDTHS = [360, 640, 768, 1280, 1920];

test('nothing overlaps, is cut off or lies beside the window at any width', async ({ lab, page }) => {
  await lab.run(QUERY);
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    // A phone is where a panel first runs out of room.
    const tabs =
      width === 360 ? ['Windows', 'Memorization', 'Forces', 'Layers', 'Examples', 'Runs'] : ['Windows', 'Runs'];
    for (const tab of tabs) {
      await page.getByRole('tab', { name: tab }).click();
      expect(await layoutOf(page), `${tab} at ${width} px`).toEqual(SOUND);
    }
  }
});
