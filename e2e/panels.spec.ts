/** The panels under the charts: each shows a finished run's numbers, and axe finds no fault in any. */
import type { Page } from '@playwright/test';
import { axeViolations } from './axe.ts';
import { expect, test } from './test.ts';

const QUERY =
  'data=synthetic&n=500&size=14&width=32&batch=25&steps=200&shuffle=0.4&labels=resample&decay=0.01&windows=0-60,60-200&probe=20&backend=wasm';

async function openTab(page: Page, name: string): Promise<void> {
  await page.getByRole('tab', { name }).click();
  await expect(page.getByRole('tabpanel', { name })).toBeVisible();
}

async function checked(page: Page, panel: string): Promise<void> {
  expect(await axeViolations(page, 'all', 'panel'), panel).toEqual([]);
}

test('each panel shows the numbers of a run', async ({ lab, page }) => {
  await lab.run(QUERY);

  await openTab(page, 'Memorization');
  await expect(page.getByRole('img', { name: /^Memorization.*corrupted, given [\d.]+%/ })).toBeVisible();
  await expect(page.getByRole('img', { name: /^Generalization gap.*gap −?[\d.]+%/ })).toBeVisible();
  const facts = page.getByRole('table', { name: 'Fitting and memorizing' });
  await expect(facts.getByRole('row', { name: /Label corruption q, now 3\d\.\d%/ })).toBeVisible();
  await expect(facts.getByRole('row', { name: /Time to fit, loss ≤ 0\.01 (–|[\d,]+ steps)/ })).toBeVisible();
  await facts.getByText('Generalization gap, train − test', { exact: true }).click();
  await expect(page.getByText('Training accuracy on given labels minus test accuracy.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(
    page.getByRole('img', { name: /^Margin; right labels: median −?[\d.]+; wrong labels: median/ }),
  ).toBeVisible();
  const confusion = page.getByRole('table', { name: 'Confusion of training examples, observed labels' });
  await expect(confusion.getByRole('row')).toHaveCount(11);
  await page.getByRole('combobox', { name: 'Of', exact: true }).selectOption('test examples');
  const onTest = page.getByRole('table', { name: 'Confusion of test examples' });
  await expect(onTest.getByRole('row').nth(1)).toHaveAccessibleName(/^.+( [\d,]+){10} [\d.]+%$/);
  await expect(page.getByRole('img', { name: /^Accuracy by class and step, training examples/ })).toBeVisible();
  await expect(
    page.getByRole('img', { name: /^Accuracy of class .+; train, given [\d.]+%; test [\d.]+%$/ }),
  ).toBeVisible();
  await checked(page, 'Memorization');

  await openTab(page, 'Forces');
  await expect(page.getByRole('img', { name: /^Decay ratio.*dense1 [\d.]+/ })).toBeVisible();
  await expect(page.getByText(/^Steps 0–60: the norms of \d of 2 kernels fell/)).toBeVisible();
  await page.getByRole('tabpanel').getByRole('combobox').selectOption('60–200');
  await expect(page.getByText(/^Steps 60–200: /)).toBeVisible();
  await expect(page.getByRole('table', { name: 'Forces' }).getByRole('row', { name: /dense1 [\d.]+/ })).toBeVisible();
  await checked(page, 'Forces');

  await openTab(page, 'Layers');
  const layers = page.getByRole('table', { name: 'Layers' });
  await expect(layers.getByRole('row', { name: /dense1.*exact, m = 25/ })).toBeVisible();
  await page.getByRole('checkbox', { name: 'Coherence, own m' }).check();
  await page.getByRole('checkbox', { name: 'Show dense1' }).uncheck();
  await page.getByRole('checkbox', { name: 'Stiffness within classes' }).check();
  await expect(page.getByRole('img', { name: /^Stiffness within classes.*dense2 −?[\d.]+/ })).toBeVisible();
  await layers.getByText('stiffness, between', { exact: true }).click();
  await expect(page.getByText('two examples that are given different labels')).toBeVisible();
  await page.keyboard.press('Escape');
  const image = page.getByRole('img', { name: /^Coherence, own m/ });
  await expect(image).toHaveAccessibleName(/dense2 [\d.]+/);
  await expect(image).not.toHaveAccessibleName(/dense1/);
  await checked(page, 'Layers');
  await page.getByRole('button', { name: 'Show as heat map' }).click();
  const map = page.getByRole('img', { name: /^Coherence, own m by layer and step/ });
  await map.press('ArrowDown');
  await map.press('ArrowDown');
  await expect(page.getByText(/^dense2, step 0.*: [\d.]+$/)).toBeVisible();
  await page.getByText('Show the values as table').first().click();
  await expect(page.getByRole('table', { name: 'Update ratio by layer and step' })).toBeVisible();
  await checked(page, 'heat map');

  await openTab(page, 'Network');
  const filters = page.getByRole('list', { name: 'First-layer filters' }).getByRole('img');
  await expect(filters).toHaveCount(24);
  await expect(filters.first()).toHaveAccessibleName(/^unit \d+: norm [\d.]+$/);
  for (const name of [/^dense1: weights of the kernel; 2 histograms from/, /^dense1: gradient of the kernel; 2 hist/]) {
    await expect(page.getByRole('img', { name })).toBeVisible();
  }
  const predictions = page.getByRole('table', { name: 'Predictions for this image' });
  await expect(predictions.getByRole('row')).toHaveCount(11);
  await expect(page.getByRole('img', { name: 'dense2, activations' })).toBeVisible();
  await lab.button('Draw a digit').click();
  await page.getByRole('application', { name: 'Drawing, row 8, column 8, pen up' }).focus();
  const blank = await predictions.textContent();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('application', { name: 'Drawing, row 9, column 8, pen down' })).toBeFocused();
  await expect(predictions).not.toHaveText(blank ?? '');
  expect(await lab.state()).toBe('done');
  await checked(page, 'Network');

  await openTab(page, 'Landscape');
  await lab.button('Compute profile').click();
  await expect(
    page.getByRole('img', {
      name: /^Training cross-entropy from the initial.*step 200; initial [2-9][\d.]+ present 0?\.?\d+.* highest [\d.]+$/,
    }),
  ).toBeVisible();
  await lab.button('Compute sharpness').click();
  await expect(page.getByText('at step 200; 2 / sharpness = ')).toBeVisible();
  await checked(page, 'Landscape');

  await openTab(page, 'Examples');
  const examples = page.getByRole('list', { name: 'Example grid' });
  await expect(examples.getByRole('img')).toHaveCount(48);
  await expect(examples.getByRole('img').first()).toHaveAccessibleName(
    /^image 1: given [\w ]+, true [\w ]+, predicted [\w ]+$/,
  );
  await expect(page.getByText(/^Step 200: \d+ of \d+ right labels fitted; of \d+ wrong labels/)).toBeVisible();
  await page.getByRole('combobox', { name: 'Show' }).selectOption('Wrong labels only');
  await expect(page.getByText(/^\d+ of the run’s first 48 training examples$/)).not.toHaveText(/^48 /);
  await expect(
    page.getByText('The 25 examples of step 180’s batch, by the exact gradients of all kernels.'),
  ).toBeVisible();
  for (const name of ['Most coherent examples', 'Least coherent examples']) {
    const ranked = page.getByRole('list', { name }).getByRole('img');
    await expect(ranked).toHaveCount(8);
    await expect(ranked.first()).toHaveAccessibleName(
      /^image [\d,]+: alignment −?[\d.]+, given [\w ]+, true [\w ]+, predicted [\w ]+$/,
    );
  }
  const history = page.getByRole('table', { name: 'Example history' });
  await expect(history.getByRole('row', { name: /^right labels [\d,]+ [\d.]+% / })).toBeVisible();
  await expect(history.getByRole('row', { name: /^wrong labels [\d,]+ [\d.]+% / })).toBeVisible();
  await page.getByRole('combobox', { name: 'Order' }).selectOption('Fitted last');
  await page.getByRole('combobox', { name: 'Only' }).selectOption('wrong labels');
  await page
    .getByRole('button', { name: /^History of image/ })
    .first()
    .click();
  for (const name of [/^Image [\d,]+: cross-entropy; /, /^Image [\d,]+: margin; /]) {
    await expect(page.getByRole('img', { name })).toBeVisible();
  }
  const byHistory = page.getByRole('list', { name: 'Examples by history' }).getByRole('img');
  await expect(byHistory).toHaveCount(24);
  await expect(byHistory.first()).toHaveAccessibleName(
    /^image [\d,]+: given [\w ]+, true [\w ]+, predicted [\w ]+, (never fitted|fitted at step [\d,]+), forgotten/,
  );
  await checked(page, 'Examples');
});

test('a window that its run did not complete says where the run ended', async ({ lab, page }) => {
  for (const [query, state] of [
    [QUERY.replace('steps=200', 'steps=100'), 'done'],
    [`${QUERY}&lr=1e9`, 'failed'],
  ] as const) {
    await lab.open(query);
    await lab.train();
    await lab.reach(state);
    await openTab(page, 'Windows');
    const step = await lab.stepsDone();
    const rows = page.getByRole('table', { name: 'Windows' }).getByRole('row', { name: /dense1/ });
    const ended = rows.filter({ hasText: `ended at step ${step}` });
    await expect(ended, state).toHaveCount(1);
    await expect(page.getByText('under way')).toHaveCount(0);
    await openTab(page, 'Forces');
    const window = page.getByRole('tabpanel').getByRole('combobox');
    await window.selectOption({ index: state === 'done' ? 1 : 0 });
    await expect(page.getByText(`This run ended at step ${step}, before the window’s stop`)).toBeVisible();
  }
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 }, colorScheme: 'dark' });

  test('a twin’s panels keep to the window and to the keyboard', async ({ lab, page }) => {
    await lab.run(`${QUERY.replace('shuffle=0.4', 'shuffle=0')}&twin=1`);
    await page.getByRole('tab', { name: 'Windows' }).focus();
    const panels: readonly (readonly [string, RegExp])[] = [
      ['Memorization', /shuffled labels/i],
      ['Forces', /shuffled labels/i],
      ['Layers', /shuffled labels/i],
      ['Examples', /shuffled labels/i],
      ['Network', /shuffled labels: /i],
      ['Landscape', /Compute profile/],
      ['Runs', /synthetic/],
    ];
    for (const [name, text] of panels) {
      await page.keyboard.press('ArrowRight');
      await expect(page.getByRole('tabpanel', { name })).toContainText(text);
      const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(excess, name).toBeLessThanOrEqual(0);
      await checked(page, name);
    }
  });
});
