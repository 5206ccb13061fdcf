/** The lab learns MNIST in a plain browser. */
import { expect, test } from './test.ts';
import { latest, type RunFile } from './run-file.ts';

const FULL = process.env.FULL === '1';
/** Fewer steps than the 2,000 that the lab promises, because these networks need fewer. */
const MLP = FULL ? { images: 5000, steps: 400, accuracy: 0.93 } : { images: 2000, steps: 240, accuracy: 0.9 };
/** FULL=1 trains the CNN of the default width, on as many images as the MLP. */
const CNN = FULL ? 'n=5000&model=cnn&lr=0.1&steps=300' : 'n=1000&model=cnn&width=8-16-32-64&batch=50&lr=0.1&steps=220';

function expectLearned(run: RunFile, testAccuracy: number): void {
  expect(run.outcome).toBe('done');
  expect(latest(run.evaluations.trueLabelAccuracy)).toBeGreaterThanOrEqual(0.99);
  expect(latest(run.evaluations.testAccuracy)).toBeGreaterThanOrEqual(testAccuracy);
}

test(`the MLP fits ${MLP.images} true labels and generalizes`, async ({ lab }) => {
  const run = await lab.run(`data=mnist&n=${MLP.images}&model=mlp&steps=${MLP.steps}`);
  expectLearned(run, MLP.accuracy);
  expect(run.steps.step).toHaveLength(MLP.steps);
  expect(run.layers).toHaveLength(3);
  for (const { name } of run.layers) {
    expect(run.layerSteps[name]?.step).toHaveLength(MLP.steps);
    expect(run.layerSteps[name]?.weightNorm.every((norm) => norm !== null && norm > 0)).toBe(true);
    expect(run.probes[name]?.coherence.length).toBeGreaterThanOrEqual(MLP.steps / 25);
  }
  // A headless browser without flags has no GPU, so wasm is the fastest engine.
  expect(run.environment.backend).toBe('wasm');
  await expect(lab.status).toContainText('WebAssembly');
});

test('the convolutional network learns too', async ({ lab }) => {
  await lab.open(`data=mnist&${CNN}`);
  await lab.train();
  await lab.reach('done', 360_000);
  expectLearned(await lab.runFile(), 0.85);
});

test('when a run is done the legends tell its last numbers at once', async ({ lab, page }) => {
  await lab.open('data=synthetic&n=500&width=16&batch=20&steps=200&probe=0');
  const host = await lab.host.elementHandle();
  const inPage = (lab: Element | null): Promise<string> =>
    new Promise((resolve) => {
      const inside = (at: Element | null | undefined, tag: string) => at?.shadowRoot?.querySelector(tag);
      const legend = () =>
        inside(inside(inside(lab, 'lab-charts'), 'lab-figure'), 'lab-legend')?.shadowRoot?.textContent;
      new MutationObserver(() => {
        // Everything that follows from the change of state has happened before the next task.
        if (lab?.getAttribute('data-state') === 'done') setTimeout(() => resolve(legend() ?? ''));
      }).observe(lab ?? document.body, { attributeFilter: ['data-state'] });
    });
  const told = page.evaluate(inPage, host);
  await lab.train();
  await lab.reach('done');
  const loss = latest((await lab.runFile()).steps.loss);
  expect(await told).toMatch(new RegExp(`batch\\s*${loss.toPrecision(3)}\\s`));
});
