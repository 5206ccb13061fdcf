/** How the page lies at each width: nothing beside the window, no words cut off, no control over another. */
import { expect, test } from './test.ts';

const QUERY = 'data=synthetic&n=200&width=16-16&batch=20&steps=20&probe=10&events=10:shuffle=1';

test('nothing overlaps, is cut off or lies beside the window at any width', async ({ lab, page }) => {
  await lab.run(QUERY);
  for (const width of [360, 768, 1280, 1920]) {
    await page.setViewportSize({ width, height: 800 });
    // A phone is where a panel first runs out of room.
    const tabs =
      width === 360 ? ['Windows', 'Memorization', 'Forces', 'Layers', 'Examples', 'Runs'] : ['Windows', 'Runs'];
    for (const tab of tabs) {
      await page.getByRole('tab', { name: tab }).click();
      const found = await page.evaluate(() => {
        const all: Element[] = [];
        const walk = (root: Document | ShadowRoot): void => {
          for (const element of root.querySelectorAll('*')) {
            all.push(element);
            if (element.shadowRoot) walk(element.shadowRoot);
          }
        };
        walk(document);
        const shown = all.filter((element) => element.checkVisibility({ visibilityProperty: true }));
        const named = (element: Element): string =>
          `${element.localName} “${(element.getAttribute('aria-label') ?? element.textContent).trim().slice(0, 30)}”`;
        const excess = document.documentElement.scrollWidth - window.innerWidth;
        const controls = shown.filter((element) => element.matches('button, a, select, summary, input, h1, h2'));
        const cut = controls
          .filter((element) => element.matches('button, a, summary, h1, h2') && element.clientWidth > 0)
          .filter((element) => element.scrollWidth > element.clientWidth + 1)
          .map(named);
        // What stays at the window's edge on a phone covers what scrolls below it, by intent; a list that scrolls cuts its ends.
        const stays = (element: Element): boolean => {
          for (let at: Node | null = element; at; at = at instanceof ShadowRoot ? at.host : at.parentNode) {
            if (!(at instanceof Element)) continue;
            const { position, overflowX } = getComputedStyle(at);
            if (position === 'fixed' || overflowX === 'auto') return true;
          }
          return false;
        };
        const boxes = controls
          .filter((element) => !stays(element))
          .map((element) => ({ element, box: element.getBoundingClientRect() }))
          .filter(({ box }) => box.width > 0 && box.height > 0);
        const over: string[] = [];
        for (const [index, { element: a, box: p }] of boxes.entries()) {
          for (const { element: b, box: q } of boxes.slice(index + 1)) {
            if (a.contains(b) || b.contains(a)) continue;
            const across = Math.min(p.right, q.right) - Math.max(p.left, q.left);
            const down = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
            if (across > 1 && down > 1) over.push(`${named(a)} and ${named(b)}`);
          }
        }
        return { beside: Math.max(0, excess), cut, over };
      });
      expect(found, `${tab} at ${width} px`).toEqual({ beside: 0, cut: [], over: [] });
    }
  }
});
