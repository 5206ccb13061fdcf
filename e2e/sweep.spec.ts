/** Many runs from one sweep file: which runs the command keeps, how it reports failures, and the compare page. */
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { findBrowser } from '../scripts/lib/browser.mjs';
import { freePort } from '../scripts/lib/port.mjs';
import { axeViolations } from './axe.ts';
import { readRunFile } from './run-file.ts';
import { sweep, type SweepEnded } from './sweep-command.ts';
import { expect, test } from './test.ts';

const PLAYWRIGHT = createRequire(import.meta.url)
  .resolve('playwright/package.json')
  .replace('package.json', 'cli.js');
const BASE = '?data=synthetic&n=200&size=14&width=16&batch=20&steps=40&probe=10&backend=wasm';
const FRACTIONS = { base: BASE, axes: { shuffle: [0, 1] }, seeds: [1, 2, 3], metric: { quantity: 'trainLoss' } };

function sweepFile(content: unknown): string {
  const path = test.info().outputPath('sweep.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}
const runFiles = (folder: string): string[] => readdirSync(folder).filter((name) => name.endsWith('.run.json'));

/** The files in a folder. What a run that did not finish left is in folders of its own. */
const contents = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => [name, readFileSync(`${folder}/${name}`, 'latin1')]),
  );

test('a failed run is reported with its reason and stops no other; finished runs are not trained again', async () => {
  // Seconds on a quiet machine; on a busy one browsers start slowly.
  const file = sweepFile({ ...FRACTIONS, axes: { lr: [1e9, 0.05] }, seeds: [1] });
  const out = test.info().outputPath('out');
  const first = await sweep([file, '--out', out, '--retries', '0']);
  expect(first.code, first.said).toBe(1);
  expect(first.said).toMatch(/Failed: lr=1000000000_seed=1_\w+\.run\.json: .*stopped being finite/);
  expect(first.said).toContain('2 trained, 0 kept from before, 1 failed, 0 left.');
  expect(first.said).toMatch(/sha256 of SHA256SUMS: [0-9a-f]{64}/);
  const names = runFiles(out);
  const outcomes = names.map((name) => readRunFile(`${out}/${name}`).outcome);
  expect(outcomes.sort()).toEqual(['done', 'failed']);

  const good = names.find((name) => name.startsWith('lr=0.05')) ?? '';
  const before = contents(out);
  truncateSync(`${out}/${good}`, 5000);
  const second = await sweep([file, '--out', out, '--retries', '0']);
  expect(second.code, second.said).toBe(1);
  expect(second.said).toContain('1 trained, 1 kept from before, 1 failed, 0 left.');
  expect(contents(out)).toEqual(before);
});

/** A disk of some megabytes in a folder of the test; false if this user may not mount one. */
function mount(folder: string, megabytes: number): boolean {
  mkdirSync(folder);
  return spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]).status === 0;
}

/** Fills the disk. */
function fill(path: string): void {
  try {
    writeFileSync(path, new Uint8Array(20_000_000));
  } catch {
    // What fits is written.
  }
}

test('a full disk loses no finished run and is reported; with room the sweep continues', async () => {
  const disk = test.info().outputPath('disk');
  test.skip(!mount(disk, 10), 'this user may mount no small disk');
  try {
    const file = sweepFile({ ...FRACTIONS, axes: {}, seeds: [1, 2, 3] });
    const out = `${disk}/out`;
    const filler = `${disk}/filler`;
    let filled = false;
    const first = await sweep([file, '--out', out, '--retries', '0'], (said) => {
      if (filled || !said.includes('1 of 3 runs')) return;
      filled = true;
      fill(filler);
    });
    expect(first.code, first.said).toBe(1);
    // On a busy machine the second run may be finished before the first is heard of.
    const failed = first.said.match(/Failed: seed=[23]_\w+\.run\.json: The disk of .* is full/g)?.length ?? 0;
    expect(failed, first.said).toBeGreaterThan(0);
    expect(first.said).toContain('Finished runs are kept; make room and start the sweep again.');
    const before = contents(out);
    const kept = runFiles(out);
    expect(kept.length + failed, first.said).toBe(3);
    expect(Object.keys(before).sort()).toEqual([...kept, 'sweep.json'].sort());
    for (const name of kept) expect(readRunFile(`${out}/${name}`).outcome).toBe('done');

    rmSync(filler);
    const second = await sweep([file, '--out', out, '--retries', '0']);
    expect(second.code, second.said).toBe(0);
    expect(second.said).toContain(`${failed} trained, ${kept.length} kept from before, 0 failed, 0 left.`);
    expect(runFiles(out)).toHaveLength(3);
    expect(contents(out)).toMatchObject(before);
    expect(readdirSync(out).filter((name) => name.endsWith('.unfinished'))).toEqual([]);
  } finally {
    spawnSync('umount', [disk]);
  }
});

test('a wrong file, a silent remote and an unknown option are reported in sentences', async () => {
  const wrong = await sweep([sweepFile({ ...FRACTIONS, axes: { colour: ['blue'], shuffle: [2] } })]);
  expect(wrong.code).toBe(2);
  expect(wrong.said).toContain('“axes.colour” is not a field');
  const endless = await sweep(['/dev/zero']);
  expect(endless.code).toBe(2);
  expect(endless.said).toContain('The sweep file is larger than 10 MB');
  const silent = `ws://localhost:${await freePort()}/`;
  const remote = await sweep([sweepFile(FRACTIONS), '--out', test.info().outputPath('out'), '--remote', silent]);
  expect(remote.code).toBe(2);
  expect(remote.said).toContain(`The remote ${silent} does not answer.`);
  const option = await sweep([sweepFile('{'), '--shard', '3/2', '--what']);
  expect(option.code).toBe(2);
  expect(option.said).toContain('--shard 3/2 is not I/M');
});

test('the compare page shows a folder as panels and a table whose runs are links', async ({ page, lab }) => {
  const folder = test.info().outputPath('runs');
  mkdirSync(folder);
  const run = JSON.stringify(await exported(lab));
  for (const seed of [1, 2]) {
    for (const decay of [0, 0.001]) {
      for (const shuffle of [0, 0.5, 1]) {
        const copy = JSON.parse(run) as { params: object };
        copy.params = { ...copy.params, seed, decay, shuffle };
        writeFileSync(`${folder}/${shuffle}-${decay}-${seed}.run.json`, JSON.stringify(copy));
      }
    }
  }
  writeFileSync(`${folder}/broken.run.json`, '{');
  writeFileSync(
    `${folder}/sweep.json`,
    JSON.stringify({
      ...FRACTIONS,
      axes: { shuffle: [0, 0.5, 1], decay: [0, 0.001] },
      published: { source: 'a paper', values: [{ at: { shuffle: 1 }, value: 0.25 }] },
    }),
  );
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.goto('./compare.html');
    await page.getByLabel('Folder').setInputFiles(folder);
    await expect(page.getByRole('status')).toHaveText('12 runs read.');
    await expect(page.getByRole('list', { name: 'Files that could not be read' })).toContainText('broken.run.json');
    await expect(page.getByRole('heading', { name: 'Training loss at the end (nats)' })).toBeVisible();
    await expect(page.getByRole('group', { name: /^decay / })).toHaveCount(2);
    await expect(page.getByRole('row')).toHaveCount(7);
    await expect(page.getByRole('table')).toContainText('Published in a paper.');
    await expect(page.getByRole('columnheader', { name: 'Mean − published' })).toBeVisible();
    expect(await axeViolations(page)).toEqual([]);
    const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(excess).toBeLessThanOrEqual(0);
  }
  await page.getByLabel('Measure').selectOption('Test accuracy');
  await expect(page.getByRole('heading', { name: 'Test accuracy at the end' })).toBeVisible();
  // The published values are of another metric.
  await expect(page.getByRole('table')).not.toContainText('ublished');
  await page.getByLabel('Lines').selectOption('decay');
  await expect(page.getByRole('group', { name: /mean by shuffle/ })).toHaveCount(1);
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download CSV' }).click(),
  ]);
  expect(readFileSync(await saved.path(), 'utf8')).toMatch(
    /^shuffle,decay,metric,runs,defined,mean,min,max,by seed,sd\r\n/,
  );
  await page
    .getByRole('table')
    .getByRole('link', { name: /^shuffle 0\.5, decay 0\.001, seed 2:/ })
    .click();
  await expect(lab.host).toHaveAttribute('data-state', 'idle');
  expect(Object.fromEntries(lab.address())).toMatchObject({ seed: '2', decay: '0.001', shuffle: '0.5' });
});

async function exported(lab: { run(query: string): Promise<unknown> }): Promise<unknown> {
  return lab.run(BASE.slice(1));
}

test.describe('the whole proof', () => {
  test.skip(process.env.SWEEP_FULL !== '1', 'minutes of training; SWEEP_FULL=1 runs it');
  test.setTimeout(900_000);

  test('one shard, two of which one is stopped, and two remotes give the same bytes, one of them lost or not', async () => {
    const file = sweepFile(FRACTIONS);
    const [one, first, second, merged] = ['one', 'first', 'second', 'merged'].map((name) =>
      test.info().outputPath(name),
    ) as [string, string, string, string];
    const blob = (folder: string): string[] => ['--blob', `${folder}.zip`];
    const whole = await sweep([file, '--out', one]);
    expect(whole.code, whole.said).toBe(0);

    expect((await sweep([file, '--out', first, '--shard', '1/2', ...blob(first)])).code).toBe(0);
    let stopped = false;
    const interrupted = await sweep([file, '--out', second, '--shard=2/2'], (said, child) => {
      if (stopped || !said.includes('1 of 3 runs')) return;
      stopped = true;
      child.kill('SIGTERM');
    });
    expect(interrupted.code, interrupted.said).toBe(143);
    expect(interrupted.said).toContain('Stopped: 1 trained, 0 kept from before, 0 failed, 2 left.');
    const continued = await sweep([file, '--out', second, '--shard=2/2', ...blob(second)]);
    // A run whose file was complete at the stop is kept, though it was not counted any more.
    expect(continued.said).toMatch(/Done: (2 trained, 1|1 trained, 2) kept from before, 0 failed, 0 left/);
    for (const part of [first, second]) cpSync(part, merged, { recursive: true });
    const summed = await sweep([file, '--out', merged]);
    expect(summed.said).toContain('0 trained, 6 kept from before');
    expect(contents(merged)).toEqual(contents(one));

    const all = test.info().outputPath('reports');
    mkdirSync(all);
    for (const name of ['first', 'second']) cpSync(`${test.info().outputPath(name)}.zip`, `${all}/${name}.zip`);
    const report = spawnSync(process.execPath, [PLAYWRIGHT, 'merge-reports', '--reporter', 'json', all]);
    expect(JSON.parse(report.stdout.toString())).toMatchObject({ stats: { expected: 6, unexpected: 0 } });

    // The second of two remotes disappears during the sweep: its run goes to the other, and nothing is lost.
    for (const lost of [false, true]) {
      const out = test.info().outputPath(lost ? 'lost' : 'remote');
      const ended = await onRemotes(file, out, lost);
      expect(ended.code, ended.said).toBe(0);
      expect(ended.said).toContain('6 runs, 2 at a time.');
      expect(contents(out)).toEqual(contents(one));
    }
  });
});

/** The sweep on two remote browsers of this machine; the second may disappear after the first run. */
async function onRemotes(file: string, out: string, lost: boolean): Promise<SweepEnded> {
  const ports = [await freePort(), await freePort()];
  const servers = ports.map((port) =>
    spawn(process.execPath, [PLAYWRIGHT, 'run-server', `--port=${port}`, '--unsafe']),
  );
  const browser = findBrowser();
  try {
    await Promise.all(servers.map((server) => new Promise((resolve) => server.stdout.once('data', resolve))));
    return await sweep(
      [
        ...[file, '--out', out],
        ...ports.flatMap((port) => ['--remote', `ws://127.0.0.1:${port}/`]),
        ...(browser === undefined ? [] : ['--remote-browser', browser]),
      ],
      (said) => {
        if (lost && said.includes('1 of 6 runs')) servers[1]?.kill('SIGKILL');
      },
    );
  } finally {
    for (const server of servers) server.kill();
  }
}
