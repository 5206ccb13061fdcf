/**
 * A data set, a network, an optimizer, an augmentation, an observable and an export, each added to a copy of the
 * sources as one file and one entry in its list, are in the page, the address, the command, the run file and the docs.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { preview } from 'vite';
import { freePort } from '../scripts/lib/port.mjs';
import { expect, test } from './test.ts';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const NOT_COPIED = ['.git', '.cache', 'node_modules', 'dist', 'bin', 'test-results', 'playwright-report'];
const QUERY =
  'data=striped&n=60&size=14&augment=mirror&model=bottle&width=5&optimizer=bounded&lr=0.1&batch=20&steps=8&probe=3';
const CHOSEN = { data: 'striped', augment: 'mirror', model: 'bottle', optimizer: 'bounded' };

interface Addition {
  readonly name: string;
  /** The file that defines it, among the tests' own. */
  readonly from: string;
  /** Its file in the sources; beside it is the list. */
  readonly to: string;
  /** The list's beginning in `index.ts`. */
  readonly list: string;
}

const ADDITIONS: readonly Addition[] = [
  {
    name: 'striped',
    from: 'workers/testing/added-data-set.ts',
    to: 'src/shared/data-sets/striped.ts',
    list: 'DATA_SETS = [',
  },
  {
    name: 'mirror',
    from: 'workers/testing/added-data-set.ts',
    to: 'src/shared/augmentations/mirror.ts',
    list: 'AUGMENTATIONS = [',
  },
  {
    name: 'bottle',
    from: 'workers/testing/added-network.ts',
    to: 'src/shared/networks/bottle.ts',
    list: 'NetworkDefinition[] = [',
  },
  {
    name: 'bounded',
    from: 'workers/testing/added-optimizer.ts',
    to: 'src/shared/optimizers/bounded.ts',
    list: 'OPTIMIZERS = [',
  },
  {
    name: 'pull',
    from: 'workers/testing/added-observables.ts',
    to: 'src/shared/observables/pull.ts',
    list: 'layerSteps: [',
  },
  { name: 'parts', from: 'cli/testing/added-export.ts', to: 'src/export/formats/parts.ts', list: 'ExportFormat[] = [' },
];

function add(copy: string, { name, from, to, list }: Addition): void {
  const definition = readFileSync(join(ROOT, from), 'utf8');
  writeFileSync(join(copy, to), definition.replaceAll(/'\.\.\/\.\.\/src\/(shared|export)\//g, "'../"));
  const index = join(copy, dirname(to), 'index.ts');
  const [before = '', after] = readFileSync(index, 'utf8').split(list);
  if (after === undefined) throw new Error(`${index} has no ${list}`);
  const longer = after.replace(/,?\s*\]/, `, ${name}]`);
  writeFileSync(index, `import { ${name} } from './${basename(to)}';\n${before}${list}${longer}`);
}

test('six additions, each one file and one entry, are everywhere', async ({ page, lab }) => {
  test.skip(process.env.FULL !== '1', 'builds the page once more; FULL=1 runs it');
  const copy = test.info().outputPath('copy');
  // One by one: Node refuses to copy a folder into itself.
  for (const name of readdirSync(ROOT)) {
    if (!NOT_COPIED.includes(name)) cpSync(join(ROOT, name), join(copy, name), { recursive: true });
  }
  for (const shared of ['node_modules', '.cache']) symlinkSync(join(ROOT, shared), join(copy, shared), 'junction');
  for (const addition of ADDITIONS) add(copy, addition);
  const run = (...args: readonly string[]): string =>
    execFileSync(process.execPath, args, { cwd: copy, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

  // The command builds the page first.
  const [runPath, partsPath] = [join(copy, 'a.run.json'), join(copy, 'a.parts.txt')];
  run('cli/lab.mjs', QUERY, '--out', runPath, '--parts', partsPath);
  const trained: unknown = JSON.parse(readFileSync(runPath, 'utf8'));
  const pull = Array.from({ length: 8 }, (): unknown => expect.any(Number));
  expect(trained).toMatchObject({
    outcome: 'done',
    params: CHOSEN,
    data: { classNames: ['narrow', 'middle', 'wide'] },
    layers: [{ name: 'entry' }, { name: 'neck' }, { name: 'exit' }],
    layerSteps: { entry: { pull }, neck: { pull }, exit: { pull } },
  });

  const site = await preview({ root: copy, logLevel: 'error', preview: { port: await freePort() } });
  try {
    await lab.open(`${site.resolvedUrls?.local[0] ?? ''}?${QUERY}`);
    await expect(lab.issues).toHaveCount(0);
    for (const group of await page.locator('lab-params summary').all()) await group.click();
    for (const [key, value] of Object.entries(CHOSEN)) {
      await expect(page.locator(`lab-param-field[data-key=${key}] select`)).toHaveValue(value);
    }
    await lab.train();
    await lab.reach('done');
    expect(Object.fromEntries(lab.address())).toMatchObject(CHOSEN);
    const { steps, layerSteps } = JSON.parse(readFileSync(await lab.export('Run file'), 'utf8')) as Trained;
    expect({ loss: steps.loss, layerSteps }).toEqual({
      loss: (trained as Trained).steps.loss,
      layerSteps: (trained as Trained).layerSteps,
    });
    expect(readFileSync(await lab.export('Names of parts'), 'utf8')).toBe(readFileSync(partsPath, 'utf8'));
    await page.getByRole('tab', { name: 'Layers' }).click();
    await expect(page.getByRole('tabpanel').getByText('Pull').first()).toBeVisible();
  } finally {
    await site.close();
  }

  run('scripts/docs.mjs');
  const [using, observables] = ['using', 'observables'].map((name) =>
    readFileSync(join(copy, 'docs', `${name}.md`), 'utf8'),
  );
  for (const name of [...Object.values(CHOSEN), 'Names of parts']) expect(using).toContain(name);
  expect(observables).toContain('### Pull');
});

interface Trained {
  readonly steps: { readonly loss: readonly number[] };
  readonly layerSteps: unknown;
}
