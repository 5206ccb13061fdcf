/** Runs Playwright Test as a separate process, configured through the environment. */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { planEnvironment, type Plan } from './plan.ts';

const CONFIG = fileURLToPath(new URL('./playwright.sweep.config.ts', import.meta.url));

export interface Engine {
  /** Its exit code. */
  readonly ended: Promise<number>;
  /** Asks it to stop: running runs are abandoned. */
  stop(): void;
}

export function startEngine(plan: Plan, options: readonly string[]): Engine {
  const cli = createRequire(import.meta.url).resolve('@playwright/test/cli');
  const child = spawn(process.execPath, [cli, 'test', `--config=${CONFIG}`, ...options], {
    // The pipe closes when this process ends: the engine ends then too.
    stdio: ['pipe', 'ignore', 'inherit'],
    env: { ...process.env, ...planEnvironment(plan) },
    // A Ctrl-C of the terminal reaches the command, which forwards it once; twice would end the engine at once.
    detached: process.platform !== 'win32',
  });
  return {
    ended: new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve(code ?? 1));
    }),
    stop: () => child.kill('SIGINT'),
  };
}
