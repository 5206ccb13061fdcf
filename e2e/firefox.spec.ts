/** The page in Firefox: from a sub-path of a plain server, and with that server gone. FIREFOX=1 runs it, or FIREFOX=/path/to/firefox. */
import { expect, test } from '@playwright/test';
import { findFirefox, Firefox } from './firefox.ts';
import { servePlainly } from './plain-server.ts';

const path = findFirefox();
test.skip(path === undefined, 'FIREFOX=1 runs it in the Firefox of the system');

/** In the page: presses Train and gives the status line when the run has come to its end. */
async function trained(): Promise<string> {
  const lab = document.querySelector<HTMLElement>('shuffle-lab');
  const controls = lab?.shadowRoot?.querySelector('lab-controls')?.shadowRoot;
  controls?.querySelector('lab-transport')?.shadowRoot?.querySelector('button')?.click();
  while (!['done', 'failed'].includes(lab?.dataset.state ?? ''))
    await new Promise((resolve) => setTimeout(resolve, 50));
  return lab?.shadowRoot?.querySelector('lab-status')?.shadowRoot?.textContent ?? '';
}

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
