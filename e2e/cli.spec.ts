/** The command from a shell: exit codes, files and messages. It trains in its own browser. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { writePictures } from './pictures.ts';
import { readRunFile } from './run-file.ts';
import { sweep } from './sweep-command.ts';

const COMMAND = fileURLToPath(new URL('../cli/lab.mjs', import.meta.url));
const SMALL = 'data=synthetic&n=200&width=16&batch=20&steps=30&probe=10';

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command. `heard` is called with the standard error so far, until it returns true. */
function lab(args: readonly string[], heard?: (stderr: string, command: ChildProcess) => boolean): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [COMMAND, ...args]);
    let stdout = '';
    let stderr = '';
    let done = heard === undefined;
    child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
    child.stderr.on('data', (data: Buffer) => {
      stderr += data.toString();
      done ||= heard?.(stderr, child) ?? true;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

test('trains an address and writes its files, and ends with 0', async () => {
  const folder = test.info().outputPath('run');
  const at = (name: string): string => `${folder}/${name}`;
  const ended = await lab([
    `https://lab.example/?${SMALL}`,
    '--out',
    at('a.run.json'),
    '--csv',
    at('a.csv'),
    '--report',
    at('a.md'),
    '--title',
    'Own title',
    '--author=Ada',
    '--tensorboard',
    at('logs'),
  ]);
  expect(ended.code, ended.stderr).toBe(0);
  expect(ended.stderr).toMatch(/100% · step 30 of 30/);

  const run = readRunFile(at('a.run.json'));
  expect(run).toMatchObject({ outcome: 'done', params: { data: 'synthetic', n: 200, steps: 30 } });
  const [header = '', ...lines] = readFileSync(at('a.csv'), 'utf8').trimEnd().split('\r\n');
  const column = header.split(',').indexOf('loss');
  const losses = lines.map((line) => line.split(',')[column] ?? '').filter((text) => text !== '');
  expect(losses.map(Number)).toEqual(run.steps.loss);

  const report = readFileSync(at('a.md'), 'utf8');
  expect(report).toMatch(/^# Own title\n\nAda\n[^]*## What happened/);
  for (const [, picture = ''] of report.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)) {
    expect(readFileSync(at(decodeURI(picture)), 'utf8')).toMatch(/^<svg /);
  }
  expect(readdirSync(at('logs'))).toEqual([expect.stringContaining('tfevents')]);
  expect(ended.stdout).toContain(at('a.run.json'));
});

test('puts a twin’s variants into folders of their own', async () => {
  const folder = test.info().outputPath('twin');
  const ended = await lab([`${SMALL}&twin=1&windows=0-10,10-30`, '--tensorboard', folder]);
  expect(ended.code, ended.stderr).toBe(0);
  expect(readdirSync(folder).sort()).toEqual(['shuffled', 'true']);
});

test('ends with 1 when the run fails, says why, and writes what was measured', async () => {
  const out = test.info().outputPath('failed.run.json');
  const ended = await lab([`?${SMALL}&lr=1e9`, `--out=${out}`]);
  expect(ended.code, ended.stderr).toBe(1);
  expect(ended.stderr).toMatch(/stopped being finite at step \d+/);
  const run = readRunFile(out);
  expect(run.outcome).toBe('failed');
  expect(run.steps.step.length).toBeGreaterThan(0);
});

test('ends with 2 for a wrong address and names each fault', async () => {
  const out = test.info().outputPath('none.run.json');
  const ended = await lab(['?n=-3&lr=fast&colour=blue', '--out', out, '--what']);
  expect(ended.code).toBe(2);
  for (const failure of ['n=“-3”', 'lr=“fast”', '“colour” is not a key', '--what is not an option']) {
    expect(ended.stderr).toContain(failure);
  }
  expect(existsSync(out)).toBe(false);
});

const ENDLESS = SMALL.replace('steps=30', 'steps=1000000');
const trains = (said: string): boolean => said.includes(' · step ') && /step [1-9]/.test(said);

test('writes a run file when it is stopped before anything was measured', async () => {
  const out = test.info().outputPath('early.run.json');
  const ended = await lab([ENDLESS, '--out', out], (said, command) => said !== '' && command.kill('SIGTERM'));
  expect(ended.code, ended.stderr).toBe(143);
  expect(readRunFile(out)).toMatchObject({ outcome: 'paused', params: { data: 'synthetic', n: 200 } });
});

/** The page stores its run every second and a half. */
const KEPT_AFTER = 6000;

/** Each process as `pid ppid args`. Linux need not have `ps`. */
function processes(): readonly string[] {
  if (process.platform !== 'linux')
    return execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        const [, parent = ''] = /\) \S (\d+) /.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
        return `${pid} ${parent} ${readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')}`;
      } catch {
        return ''; // It has ended.
      }
    });
}

function killBrowserOf(command: number | undefined): void {
  const browser = processes()
    .map((line) => line.trim().split(/ +/))
    .find(([, parent, ...args]) => parent === String(command) && args.includes('--headless'));
  process.kill(Number(browser?.[0]), 'SIGKILL');
}

test('writes what the browser kept when that crashes, says so, and ends with 1', async () => {
  test.skip(process.platform === 'win32', 'Windows has no list of processes without another program');
  const out = test.info().outputPath('crashed.run.json');
  const ended = await lab([ENDLESS, '--out', out], (said, { pid }) => {
    if (!trains(said)) return false;
    setTimeout(() => killBrowserOf(pid), KEPT_AFTER);
    return true;
  });
  expect(ended.code, ended.stderr).toBe(1);
  expect(ended.stderr).toContain('The browser ended.');
  const run = readRunFile(out);
  expect(run.outcome).toBe('paused');
  expect(run.steps.step.length).toBeGreaterThan(0);
});

test('gives the page the files of a data set, and ends with 1 where it refuses them', async () => {
  const [folder, out] = [test.info().outputPath('cifar'), test.info().outputPath('refused.run.json')];
  mkdirSync(folder);
  writeFileSync(`${folder}/data_batch_1.bin`, '<html>not found</html>');
  const ended = await lab(['data=cifar10&model=mlp', '--data', folder, '--out', out]);
  expect(ended.code, ended.stderr).toBe(1);
  expect(ended.stderr).toContain('data_batch_1.bin');
  expect(readRunFile(out).outcome).toBe('failed');
});

test('trains on a folder of pictures of one’s own, and on arrays', async () => {
  const folder = test.info().outputPath('weather');
  writePictures(folder, ['rain', 'snow'], 10);
  const out = test.info().outputPath('own.run.json');
  const own = (...data: readonly string[]): Promise<Ended> =>
    lab(['data=own&width=8&batch=4&steps=8&probe=0', ...data.flatMap((path) => ['--data', path]), '--out', out]);

  const pictures = await own(folder);
  expect(pictures.code, pictures.stderr).toBe(0);
  const run = readRunFile(out);
  expect(run.outcome).toBe('done');
  expect(run.data).toMatchObject({ classNames: ['rain', 'snow'], trainExamples: 16, testExamples: 4 });
  expect(run.data?.source?.name).toBe('weather');

  if (process.env.FULL === '1') {
    const classes = await own(`${folder}/rain`, `${folder}/snow`);
    expect(classes.code, classes.stderr).toBe(0);
    expect(readRunFile(out).data?.source?.digest).toBe(run.data?.source?.digest);
  }

  const arrays = await own(fileURLToPath(new URL('../workers/data/own/testing/floats.npz', import.meta.url)));
  expect(arrays.code, arrays.stderr).toBe(0);
  expect(readRunFile(out).data).toMatchObject({ classNames: ['0', '1'], trainExamples: 12, testExamples: 3 });
});

/** How often a command and a sweep are killed at a random moment. */
const KILLS = Number(process.env.REPEAT ?? '0');
const EVENTS = 'shuffle=0.2&events=90:shuffle=1,210:shuffle=0&windows=20-620,350-1190';
const LASTING = `data=synthetic&n=600&width=256&batch=64&probe=20&lr=0.01&backend=wasm&${EVENTS}`;
const percentIn = (said: string): number => Number(/.*[^\d](\d+)% · step/s.exec(said)?.[1] ?? -1);
const CONTINUED = /cut short at step [\d,]+ of .* its last checkpoint, at step [1-9].*/;

/** The run without what the clock says. */
const withoutSeconds = (path: string): unknown =>
  JSON.parse(readFileSync(path, 'utf8'), (key, value: unknown) => (key === 'seconds' ? undefined : value));
const unfinishedIn = (folder: string): string[] => readdirSync(folder).filter((name) => name.endsWith('.unfinished'));

/** Writes the sweep file of this address alone. */
function sweepFile(query: string): string {
  const path = test.info().outputPath('sweep.json');
  writeFileSync(path, JSON.stringify({ base: `?${query}`, axes: {}, seeds: [1], metric: { quantity: 'trainLoss' } }));
  return path;
}

/** The run of a folder that has no other. */
const onlyRun = (folder: string): unknown => {
  const names = readdirSync(folder).filter((name) => name.endsWith('.run.json'));
  expect(names).toHaveLength(1);
  return withoutSeconds(`${folder}/${names[0]}`);
};

test('the same line continues a run after Ctrl-C and after a kill, and a sweep too, to the same run', async () => {
  const [whole, cut] = [test.info().outputPath('whole.run.json'), test.info().outputPath('cut.run.json')];
  const query = `${LASTING}&steps=1200`;
  const reference = await lab([query, '--out', whole]);
  expect(reference.code, reference.stderr).toBe(0);

  const stopped = await lab([query, '--out', cut], (said, command) => percentIn(said) >= 10 && command.kill('SIGINT'));
  expect(stopped.code, stopped.stderr).toBe(130);
  expect(readRunFile(cut)).toMatchObject({ outcome: 'paused' });
  expect(unfinishedIn(test.info().outputDir)).toHaveLength(1);

  const killed = await lab([query, '--out', cut], (said, command) => percentIn(said) >= 30 && command.kill('SIGKILL'));
  expect(killed.code, killed.stderr).toBeNull();
  const [file, folder] = [sweepFile(query), test.info().outputPath('sweep')];
  await killedSweep(cut, file, folder);

  const ended = await lab([query, '--out', cut]);
  expect(ended.code, ended.stderr).toBe(0);
  expect(ended.stderr).toMatch(CONTINUED);
  expect(withoutSeconds(cut)).toEqual(withoutSeconds(whole));
  expect(unfinishedIn(test.info().outputDir)).toEqual([]);

  const swept = await sweep([file, '--out', folder]);
  expect(swept.code, swept.said).toBe(0);
  expect(swept.said).toMatch(CONTINUED);
  expect(onlyRun(folder)).toEqual(withoutSeconds(whole));
  expect(unfinishedIn(folder)).toEqual([]);
});

const browserEnded = (profile: string): Promise<void> =>
  expect.poll(() => processes().some((line) => line.includes(`--user-data-dir=${profile}`))).toBe(false);

/** Kills a sweep of the run, and gives it the checkpoint that the killed command has left. */
async function killedSweep(out: string, file: string, folder: string): Promise<void> {
  let watch: NodeJS.Timeout | undefined;
  const begun = (): boolean =>
    existsSync(folder) && unfinishedIn(folder).some((name) => existsSync(`${folder}/${name}/Default`));
  const killed = await sweep([file, '--out', folder], (_, child) => {
    watch ??= setInterval(() => begun() && child.kill('SIGKILL'), 100);
  });
  clearInterval(watch);
  expect(killed.code, killed.said).toBeNull();
  const [left, own] = [unfinishedIn(dirname(out))[0] ?? '', `${folder}/${unfinishedIn(folder)[0] ?? ''}`];
  const profile = `${dirname(out)}/${left}`;
  for (const path of [profile, own]) await browserEnded(path);
  // The browser's other processes, which end a moment after it, may still write a file.
  rmSync(own, { recursive: true, maxRetries: 10, retryDelay: 100 });
  cpSync(profile, own, { recursive: true, filter: (path) => !basename(path).startsWith('Singleton') });
}

const WAYS = ['the command', 'the command with its browser', 'npm'] as const;

/** Starts the command as a user does and kills it after `share` of the run. */
function kill(way: (typeof WAYS)[number], args: readonly string[], share: number): Promise<void> {
  const npm = way === 'npm';
  const child = spawn(npm ? 'npm' : process.execPath, npm ? ['run', 'lab', '--', ...args] : [COMMAND, ...args], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const { pid = 0 } = child;
  let [said, killed] = ['', false];
  child.stderr.on('data', (data: Buffer) => {
    said += data.toString();
    if (killed || percentIn(said) < share * 100) return;
    killed = true;
    process.kill(way === 'the command with its browser' ? -pid : pid, 'SIGKILL');
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (_, signal) => {
      if (signal === 'SIGKILL') resolve();
      else reject(new Error(`It ended before it was killed: ${said}`));
    });
  });
}

/** Of kill `k`, from 0 to 0.9 of a run: the fractional parts of the golden ratio's multiples, which spread evenly. */
const shareOf = (k: number): number => 0.9 * ((k * 0.618_033_988_749_895) % 1);
const tellKill = (what: string, said: string): void => {
  const description = `${what}: ${CONTINUED.exec(said)?.[0] ?? 'begun again'}`;
  test.info().annotations.push({ type: 'killed', description });
};

test.describe(`killed at ${KILLS} random moments, a run is continued to the same run file`, () => {
  test.skip(KILLS === 0, 'minutes of training; REPEAT=10 runs it');
  // Long enough for checkpoints, which are ten seconds apart.
  const query = `${LASTING}&steps=12000`;

  test('by the command', async () => {
    test.setTimeout(240_000 * (KILLS + 1));
    const at = (name: number): string => test.info().outputPath(`${name}.run.json`);
    const whole = await lab([query, '--out', at(0)]);
    expect(whole.code, whole.stderr).toBe(0);
    for (let k = 1; k <= KILLS; k++) {
      const [way, share] = [WAYS[k % WAYS.length] ?? 'the command', shareOf(k)];
      await kill(way, [query, '--out', at(k)], share);
      const ended = await lab([query, '--out', at(k)]);
      tellKill(`${way} at ${Math.round(100 * share)}%`, ended.stderr);
      expect(ended.code, ended.stderr).toBe(0);
      expect(withoutSeconds(at(k)), ended.stderr).toEqual(withoutSeconds(at(0)));
      expect(unfinishedIn(test.info().outputDir)).toEqual([]);
    }
  });

  test('by the sweep', async () => {
    test.setTimeout(240_000 * (KILLS + 1));
    const file = sweepFile(query);
    const [whole, begun] = [test.info().outputPath('0'), Date.now()];
    const reference = await sweep([file, '--out', whole]);
    expect(reference.code, reference.said).toBe(0);
    const lasted = Date.now() - begun;
    for (let k = 1; k <= KILLS; k++) {
      const [folder, share] = [test.info().outputPath(String(k)), shareOf(k)];
      let timer: NodeJS.Timeout | undefined;
      const killed = await sweep([file, '--out', folder], (_, child) => {
        timer ??= setTimeout(() => child.kill('SIGKILL'), share * lasted);
      });
      clearTimeout(timer);
      const ended = await sweep([file, '--out', folder]);
      // One that was faster than the first may have ended before the kill; its run is kept.
      tellKill(`${killed.code === null ? 'the sweep' : 'nothing'} at ${Math.round(100 * share)}%`, ended.said);
      expect(ended.code, ended.said).toBe(0);
      expect(onlyRun(folder), ended.said).toEqual(onlyRun(whole));
      expect(unfinishedIn(folder)).toEqual([]);
    }
  });
});
