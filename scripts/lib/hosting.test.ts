import { existsSync, readFileSync } from 'node:fs';
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

test.each(['Dockerfile', 'docs/sweeps/Dockerfile'])('%s has known instructions, and copies what is there', (file) => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const lines = read(file).trim().split('\n');
  const stages = lines.flatMap((line) => /^FROM \S+ AS (\w+)$/.exec(line)?.[1] ?? []);
  for (const line of lines.filter((text) => text !== '' && !text.startsWith('#'))) {
    const [, instruction = '', rest = ''] = /^([A-Z]+) (.+)$/.exec(line) ?? [];
    expect(['FROM', 'WORKDIR', 'COPY', 'RUN', 'ENV', 'EXPOSE', 'CMD'], line).toContain(instruction);
    if (instruction === 'CMD') expect(JSON.parse(rest)).toContain('npm');
    const [, name] = /npm run ([\w:]+)/.exec(line) ?? [];
    if (name !== undefined) expect(Object.keys(scripts), line).toContain(name);
    const [, stage] = /^--from=(\w+) /.exec(rest) ?? [];
    if (stage !== undefined) expect(stages, line).toContain(stage);
    else if (instruction === 'COPY')
      for (const source of rest.split(' ').slice(0, -1)) expect(existsSync(source), line).toBe(true);
  }
  // What an image copies must not be left out of the build's context.
  expect(read('.dockerignore').split('\n')).not.toContain('docs');
});
