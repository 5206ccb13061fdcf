/** `npm run sweep` as a separate process. */
import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const COMMAND = fileURLToPath(new URL('../cli/sweep.mjs', import.meta.url));

export interface SweepEnded {
  /** null if a signal ended it. */
  readonly code: number | null;
  readonly said: string;
}

/** Runs the command. `heard` is called with all that it has said so far. */
export function sweep(
  args: readonly string[],
  heard?: (said: string, child: ChildProcess) => void,
): Promise<SweepEnded> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [COMMAND, ...args]);
    let said = '';
    const hear = (data: Buffer): void => {
      said += data.toString();
      heard?.(said, child);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, said }));
  });
}
