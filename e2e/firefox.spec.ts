/** The page in Firefox: in a sub-path, offline, tooltips. FIREFOX=1 runs it, or FIREFOX=/path/to/firefox. */
import { expect, test } from '@playwright/test';
import { findFirefox, Firefox } from './firefox.ts';
import { trained } from './in-page.ts';
import { servePlainly } from './plain-server.ts';

const path = findFirefox();
test.skip(path === undefined, 'FIREFOX=1 runs it in the Firefox of the system');

/**
 * In the page: the first chart's name with its position, and its tooltip's text and position; null while it is closed.
 */
function explained() {
  const charts = document.querySelector('shuffle-lab')?.shadowRoot?.querySelector('lab-charts')?.shadowRoot;
  const figure = charts?.querySelector('lab-figure')?.shadowRoot;
  const term = figure?.querySelector('lab-term')?.shadowRoot;
  const name = term?.querySelector('dfn');
  const card = term?.querySelector<HTMLElement>('[popover]:popover-open');
  const edges = (element: Element) => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    return { left, top, right, bottom };
  };
  if (!name) return null;
  return {
    name: edges(name),
    focused: term?.activeElement === name,
    description: name.ariaDescription,
    window: { width: innerWidth, height: innerHeight },
    card: card ? { ...edges(card), text: card.querySelector('lab-explanation')?.shadowRoot?.textContent ?? '' } : null,
  };
}

test('Firefox: a tooltip opens for a resting pointer and for the keyboard', async () => {
  const server = await servePlainly('/some/where/');
  const firefox = await Firefox.start(path ?? '');
  const card = async () => (await firefox.run(explained))?.card ?? null;
  try {
    await firefox.open(`${server.address}?data=synthetic`);
    await expect.poll(() => firefox.run(explained)).not.toBeNull();
    const found = await firefox.run(explained);
    if (!found) throw new Error('no chart');
    const { name, window, description } = found;
    expect(description).toMatch(/^How far the network’s probabilities are/);
    await firefox.point(Math.round(name.left + 5), Math.round((name.top + name.bottom) / 2));
    await expect.poll(card).toMatchObject({ text: expect.stringMatching(/mean cross-entropy.*More/s) });
    const shown = await card();
    if (!shown) throw new Error('no card');
    expect(shown.top).toBeGreaterThanOrEqual(name.bottom);
    expect(shown.right).toBeLessThanOrEqual(window.width);
    expect(shown.bottom).toBeLessThanOrEqual(window.height);
    await firefox.point(Math.round(shown.left + 30), Math.round(shown.top + 30));
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(await card()).not.toBeNull();
    await firefox.point(1, 1);
    await expect.poll(card).toBeNull();

    for (let i = 0; i < 60 && !(await firefox.run(explained))?.focused; i++) await firefox.press('Tab');
    for (const [key, open] of [
      ['Enter', true],
      ['Escape', false],
      ['Enter', true],
      ['Enter', false],
    ] as const) {
      await firefox.press(key);
      expect((await card()) !== null, key).toBe(open);
    }
  } finally {
    await firefox.close();
    server.close();
  }
});

test('Firefox: trains from a sub-path, and with the server gone after the first visit, isolated', async () => {
  const server = await servePlainly('/some/where/');
  const firefox = await Firefox.start(path ?? '');
  try {
    const address = `${server.address}?data=mnist&n=200&width=16&batch=20&steps=10&probe=0`;
    await firefox.open(address);
    expect(await firefox.run(() => crossOriginIsolated)).toBe(false);
    expect(await firefox.run(trained)).toMatch(/Done.*step 10 of 10.*WebAssembly/s);
    await firefox.run(async () => {
      await navigator.serviceWorker.ready;
      while (!navigator.serviceWorker.controller) await new Promise((resolve) => setTimeout(resolve, 50));
    });
    server.close();
    await firefox.open(`${address}&seed=2`);
    expect(
      await firefox.run(() =>
        fetch('./not-kept').then(
          () => 'answered',
          () => 'gone',
        ),
      ),
    ).toBe('gone');
    expect(await firefox.run(() => crossOriginIsolated)).toBe(true);
    expect(await firefox.run(trained)).toMatch(/Done.*step 10 of 10.*WebAssembly/s);
  } finally {
    await firefox.close();
    server.close();
  }
});
