/** What the page is not allowed to do, even with injected code, and that it works within these limits. */
import { test as bare } from '@playwright/test';
import { Lab } from './lab.ts';
import { servePlainly } from './plain-server.ts';
import { losses } from './run-file.ts';
import { expect, test } from './test.ts';

const QUERY = 'data=synthetic&n=300&size=14&width=16&batch=20&steps=60&probe=10';
const STRANGER = 'https://stranger.example/';

/** A script from the page's own origin that tries what the policy forbids, and records the results. */
const ATTEMPTS = `
  const outcomes = {};
  const attempt = (name, work) => {
    try { work(); outcomes[name] = 'done'; } catch (error) { outcomes[name] = error.name; }
  };
  attempt('eval', () => eval('1'));
  attempt('Function', () => new Function('return 1')());
  attempt('innerHTML', () => { document.createElement('p').innerHTML = '<img src=x>'; });
  attempt('worker of a stranger', () => new Worker('${STRANGER}'));
  attempt('worker of text', () => new Worker(URL.createObjectURL(new Blob(['1']))));
  attempt('script of a stranger', () => { document.createElement('script').src = '${STRANGER}'; });
  await fetch('${STRANGER}').then(() => { outcomes.fetch = 'done'; }, (error) => { outcomes.fetch = error.name; });
  document.documentElement.dataset.outcomes = JSON.stringify(outcomes);
`;

/** The page as built, with `planted` in its head. */
async function plant(lab: Lab, planted: string): Promise<string[]> {
  const { page } = lab;
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.route('**/planted.js', (route) =>
    route.fulfill({
      contentType: 'text/javascript',
      body: ATTEMPTS,
      headers: { 'Cross-Origin-Resource-Policy': 'same-origin' },
    }),
  );
  await page.route(/\/(\?.*)?$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replace('</head>', `${planted}</head>`) });
  });
  await page.addInitScript(() => {
    const violated: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => violated.push(event.effectiveDirective));
    Object.assign(window, { violated });
  });
  await lab.open(QUERY);
  return asked;
}

const violated = (lab: Lab): Promise<string[]> =>
  lab.page.evaluate(() => (window as unknown as { violated: string[] }).violated);

bare('a planted inline script does not run', async ({ page }) => {
  const lab = new Lab(page);
  await plant(lab, '<script>document.documentElement.dataset.planted = "yes"</script>');
  await expect.poll(() => violated(lab)).toContain('script-src-elem');
  expect(await page.locator('html').getAttribute('data-planted')).toBeNull();
});

bare('a planted script can neither evaluate text, nor write markup, nor reach a stranger', async ({ page }) => {
  const lab = new Lab(page);
  const asked = await plant(lab, '<script type="module" src="./planted.js"></script>');
  const html = page.locator('html');
  await expect(html).toHaveAttribute('data-outcomes', /fetch/);
  const outcomes: unknown = JSON.parse((await html.getAttribute('data-outcomes')) ?? '');
  expect(outcomes).toEqual({
    eval: 'EvalError',
    Function: 'EvalError',
    innerHTML: 'TypeError',
    'worker of a stranger': 'TypeError',
    'worker of text': 'TypeError',
    'script of a stranger': 'TypeError',
    fetch: 'TypeError',
  });
  const origin = new URL(page.url()).origin;
  expect(asked.filter((url) => !url.startsWith(origin))).toEqual([]);
  expect(await violated(lab)).toEqual(expect.arrayContaining(['connect-src', 'require-trusted-types-for']));
});

bare('the trainer reaches no stranger either', async ({ page }) => {
  const lab = new Lab(page);
  await lab.open(QUERY);
  await lab.train();
  await lab.reach('done');
  const [worker] = page.workers();
  const outcome = await worker?.evaluate(async (address) => {
    const blocked = new Promise<string>((resolve) =>
      self.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective)),
    );
    await fetch(address).catch(() => undefined);
    return blocked;
  }, STRANGER);
  expect(outcome).toBe('connect-src');
});

test('trains from a folder of a plain static host, asking nobody else for anything', async ({ lab, page, browser }) => {
  const server = await servePlainly('/pages/lab/');
  try {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await lab.open(`${server.address}?${QUERY}&backend=wasm`);
    await lab.train();
    await lab.reach('done');
    expect(asked.filter((url) => !url.startsWith(server.address) && !/^(data|blob):/.test(url))).toEqual([]);
    const run = await lab.runFile();
    const context = await browser.newContext({ acceptDownloads: true });
    const other = await new Lab(await context.newPage()).run(`${QUERY}&backend=wasm`);
    await context.close();
    expect(losses(run)).toEqual(losses(other));
  } finally {
    server.close();
  }
});
