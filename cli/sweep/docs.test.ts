import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import packages from '../../package.json' with { type: 'json' };
import { parseSweep } from '../../src/shared/sweep/sweep-file.ts';
import { parseSweepOptions } from './options.ts';

const read = (name: string): string => readFileSync(`docs/sweeps/${name}`, 'utf8');

/** Lets Bash, where there is one, parse the script without running it; returns its complaints. */
function bashIssues(script: string): string {
  const checked = spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' });
  if ((checked.error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') return '';
  return checked.status === 0 ? '' : checked.stderr || String(checked.error);
}

/** The options of the command in a script, as a shell would pass them with part 1 of 8. */
function sweepOptions(script: string): string[] {
  const [, words = ''] =
    /(?:cli\/sweep\.mjs|npm run sweep --) ((?:[^\n\\]|\\\n)+)/.exec(script.replaceAll(/^#.*$/gm, '')) ?? [];
  const filled = words
    .replaceAll('\\\n', ' ')
    .replaceAll(/"\$\(\(.*?\)\)\/\$PARTS"|"\$SLURM_ARRAY_TASK_ID\/\$SLURM_ARRAY_TASK_COUNT"/g, '1/8')
    .replaceAll(/\$\{\{ matrix\.part \}\}/g, '1')
    .replaceAll(/"\$sweep"|"\$SWEEP"/g, 'sweep.json')
    .replaceAll(/"sweeps\/\$\(.*?\)"/g, 'sweeps/a');
  return filled.trim().split(/\s+/);
}

it('reads the ready sweep files', () => {
  const files = readdirSync('docs/sweeps').filter((name) => name.endsWith('.json') && !name.includes('schema'));
  const runs = files.map((name) => {
    const parsed = parseSweep(read(name));
    return [name, parsed.ok ? parsed.sweep.runs.length : parsed];
  });
  expect(Object.fromEntries(runs)).toEqual({
    'double-descent.json': 135,
    'dropout.json': 24,
    'forgetting.json': 6,
    'fractions.json': 6,
    'gt-shuffle-small.json': 3,
    'label-noise.json': 15,
    'time-to-fit.json': 60,
    'zhang-alexnet.json': 4,
    'zhang-corruption.json': 18,
    'zhang-inception-random.json': 2,
    'zhang-inception-small.json': 6,
    'zhang-inception.json': 8,
    'zhang-mlp-random.json': 6,
    'zhang-mlp-true.json': 12,
    'zhang-pixels.json': 12,
  });
});

describe('the ready files', () => {
  it('of SLURM is Bash and calls the command as it is', () => {
    const script = read('slurm-array.sbatch');
    expect(bashIssues(script)).toBe('');
    expect(script).toMatch(/^#!\/bin\/bash\n/);
    expect(parseSweepOptions(sweepOptions(script))).toMatchObject({
      kind: 'sweep',
      options: { engine: ['--shard=1/8'] },
    });
  });

  it('of Kubernetes is an indexed Job with as many parts as pods', () => {
    const job = parse(read('kubernetes-job.yaml'), { strict: true, uniqueKeys: true }) as {
      spec: {
        completionMode: string;
        completions: number;
        template: { spec: { containers: { image: string; command: string[]; env: { value: string }[] }[] } };
      };
    };
    const [container] = job.spec.template.spec.containers;
    expect(job).toMatchObject({ apiVersion: 'batch/v1', kind: 'Job', spec: { completionMode: 'Indexed' } });
    expect(container?.env).toEqual([{ name: 'PARTS', value: String(job.spec.completions) }]);
    expect(container?.image).toContain(`:v${packages.devDependencies['@playwright/test']}-`);
    const script = container?.command.at(-1) ?? '';
    expect(bashIssues(script)).toBe('');
    expect(parseSweepOptions(sweepOptions(script))).toMatchObject({
      kind: 'sweep',
      options: { engine: ['--shard=1/8'] },
    });
  });

  it('of CI is a matrix whose steps are Bash and call the command as it is', () => {
    const flow = parse(read('ci-matrix.yml'), { strict: true, uniqueKeys: true }) as {
      jobs: Record<string, { steps: { run?: string }[]; strategy?: { matrix: { part: number[] } } }>;
    };
    const scripts = Object.values(flow.jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
    expect(scripts).toHaveLength(5);
    for (const script of scripts) expect(bashIssues(script.replaceAll(/\$\{\{.*?\}\}/g, '1'))).toBe('');
    const parts = flow.jobs.train?.strategy?.matrix.part ?? [];
    const train = scripts.find((script) => script.includes('--shard')) ?? '';
    expect(train).toContain(`}}/${parts.length} `);
    expect(parseSweepOptions(sweepOptions(train))).toMatchObject({ kind: 'sweep' });
  });
});
