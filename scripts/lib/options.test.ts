/** Each command of the project prints its usage, and refuses unknown options. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const COMMANDS = ['start', 'test'];
const OTHERS = ['docs', 'data-cifar10', 'screenshots'];

const run = (name: string, option: string) =>
  spawnSync(process.execPath, [`scripts/${name}.mjs`, option], { cwd: ROOT, encoding: 'utf8' });

test.each(process.env.FULL === '1' ? [...COMMANDS, ...OTHERS] : COMMANDS)(
  'npm %s: --help, and an unknown option',
  (name) => {
    const help = run(name, '--help');
    expect([help.status, help.stderr]).toEqual([0, '']);
    expect(help.stdout).toMatch(/^Usage: n/);
    const wrong = run(name, '--bogus');
    expect([wrong.status, wrong.stdout]).toEqual([2, '']);
    expect(wrong.stderr).toMatch(/^Unknown option '--bogus'\.\n\nUsage: n/);
  },
);
