import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { HOST_HEADERS } from '../../vite/content-policy.ts';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

test.each(['nginx.conf', 'Caddyfile'])('docs/hosting/%s sends the headers of the build', (file) => {
  const text = read(`docs/hosting/${file}`).replaceAll('"', '');
  for (const [name, value] of Object.entries(HOST_HEADERS)) expect(text).toContain(`${name} ${value}`);
});

test.each(['docs/hosting/github-pages.yml', '.github/workflows/ci.yml'])(
  '%s is a workflow whose npm scripts exist',
  (file) => {
    const { jobs } = parse(read(file)) as { jobs: Record<string, { steps: readonly { run?: string }[] }> };
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const commands = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
    for (const command of commands.filter((words) => words.startsWith('npm'))) {
      const [, verb = '', name = ''] = command.split(' ');
      expect(verb === 'ci' || (verb === 'run' ? name : verb) in scripts, command).toBe(true);
    }
  },
);
