/** The page in WebKitGTK, the engine nearest to Safari that runs on Linux. `npm run e2e:browsers` runs it. */
import { expect, test } from '@playwright/test';
import { trained } from './in-page.ts';
import { servePlainly } from './plain-server.ts';
import { missingWebkit, Webkit } from './webkit.ts';

const missing = missingWebkit();
test.skip(missing !== undefined, missing);
test.setTimeout(1_200_000);
test.describe.configure({ mode: 'serial' });

const VISITS = 6;
const RUN = 'data=mnist&n=200&width=16&batch=20&probe=0';

/** In the page: trains for more than 100 steps and pauses. */
async function pausedRun(): Promise<string> {
  const lab = document.querySelector<HTMLElement>('shuffle-lab');
  const button = (text: string) => {
    const controls = lab?.shadowRoot?.querySelector('lab-controls')?.shadowRoot;
    const buttons = controls?.querySelector('lab-transport')?.shadowRoot?.querySelectorAll('button') ?? [];
    return [...buttons].find(({ textContent }) => textContent.includes(text));
  };
  const status = () => lab?.shadowRoot?.querySelector('lab-status')?.shadowRoot?.textContent ?? '';
  const until = async (reached: () => boolean) => {
    while (!reached() && lab?.dataset.state !== 'failed') await new Promise((resolve) => setTimeout(resolve, 20));
  };
  button('Train')?.click();
  await until(() => /step \d{3}/.test(status().replaceAll(',', '')));
  button('Pause')?.click();
  await until(() => lab?.dataset.state === 'paused');
  return status();
}

/** In the page: resumes the stored run and returns the status line once it trains. */
async function resumed(): Promise<string> {
  const lab = document.querySelector<HTMLElement>('shuffle-lab');
  const offered = () =>
    [...(lab?.shadowRoot?.querySelector('lab-resume')?.shadowRoot?.querySelectorAll('button') ?? [])].find(
      ({ textContent }) => textContent.includes('Resume'),
    );
  while (!offered()) await new Promise((resolve) => setTimeout(resolve, 50));
  offered()?.click();
  while (!['training', 'done', 'failed', 'paused'].includes(lab?.dataset.state ?? ''))
    await new Promise((resolve) => setTimeout(resolve, 20));
  return `${lab?.dataset.state}: ${lab?.shadowRoot?.querySelector('lab-status')?.shadowRoot?.textContent ?? ''}`;
}

for (const isolated of [true, false]) {
  for (const backend of ['wasm', 'cpu']) {
    const headers = isolated ? 'isolation headers' : 'no isolation headers';
    test(`WebKit: ${VISITS} first visits of ${VISITS} train on ${backend}, ${headers}`, async ({ baseURL }) => {
      const server = await servePlainly();
      try {
        for (let visit = 0; visit < VISITS; visit++) {
          const webkit = await Webkit.start();
          try {
            await webkit.open(`${isolated ? baseURL : server.address}?${RUN}&steps=10&backend=${backend}`);
            expect(await webkit.run(trained), `visit ${visit + 1}`).toMatch(/Done.*step 10 of 10/s);
          } finally {
            await webkit.close();
          }
        }
      } finally {
        server.close();
      }
    });
  }
}

test('WebKit: a run is kept, and resumes after a reload', async ({ baseURL }) => {
  const webkit = await Webkit.start();
  try {
    await webkit.open(`${baseURL}?${RUN}&steps=100000&backend=wasm`);
    const before = Number(/step ([\d,]+)/.exec(await webkit.run(pausedRun))?.[1]?.replaceAll(',', ''));
    expect(before).toBeGreaterThanOrEqual(100);
    await webkit.reload();
    const told = await webkit.run(resumed);
    expect(told).toMatch(/^(training|paused): /);
    expect(Number(/step ([\d,]+)/.exec(told)?.[1]?.replaceAll(',', ''))).toBeGreaterThanOrEqual(before);
  } finally {
    await webkit.close();
  }
});
