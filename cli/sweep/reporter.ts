/** The command's output during a sweep: number of runs, progress, and failures with reasons. */
import type { FullConfig, FullResult, Reporter, Suite, TestCase, TestResult } from '@playwright/test/reporter';
import { KEPT } from './plan.ts';
import { sweepLine } from './sweep-line.ts';

const ESCAPES = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

/** An error's first paragraph, without terminal colours. */
export function reasonOf(message: string): string {
  const [first = ''] = message.replaceAll(ESCAPES, '').split('\n');
  return first.replace(/^Error: /, '');
}

export default class SweepReporter implements Reporter {
  readonly #out = process.stderr;
  #total = 0;
  #workers = 1;
  #kept = 0;
  #trained = 0;
  #failed = 0;
  #begun = 0;
  #shown = -1;

  onBegin(config: FullConfig, suite: Suite): void {
    this.#total = suite.allTests().length;
    this.#workers = config.workers;
    this.#begun = performance.now();
    const shard = config.shard ? `, shard ${config.shard.current} of ${config.shard.total}` : '';
    // A command that was killed leaves nobody to train for; its end of the pipe closes then.
    process.stdin.once('end', () => process.exit(1)).resume();
    this.#say(`${this.#total} ${this.#total === 1 ? 'run' : 'runs'}${shard}, ${this.#workers} at a time.`);
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    if (result.status === 'interrupted' || result.status === 'skipped') return;
    const failed = result.status !== 'passed';
    const reason = reasonOf(result.error?.message ?? 'it ended without a reason');
    if (failed && result.retry < test.retries) {
      // A retry may still succeed.
      return;
    }
    if (result.annotations.some(({ type }) => type === KEPT) && result.retry === 0) this.#kept++;
    else this.#trained++;
    if (failed) {
      this.#failed++;
      this.#say(`Failed: ${test.title}: ${reason}`);
    }
    this.#show();
  }

  /** What a run says of itself; other words of the engine's processes are not for the user. */
  onStdErr(chunk: string | Buffer, test?: TestCase): void {
    const text = chunk.toString().trimEnd();
    if (test && text.startsWith(test.title)) this.#say(text);
  }

  onError(error: { readonly message?: string }): void {
    this.#say(reasonOf(error.message ?? 'The engine failed without a reason.'));
  }

  onEnd({ status }: FullResult): void {
    if (this.#out.isTTY) this.#out.write('\n');
    const done = this.#kept + this.#trained;
    const ended = status === 'interrupted' ? 'Stopped' : 'Done';
    this.#say(
      `${ended}: ${this.#trained} trained, ${this.#kept} kept from before, ${this.#failed} failed, ${this.#total - done} left.`,
    );
  }

  printsToStdio(): boolean {
    return true;
  }

  #show(): void {
    const line = sweepLine({
      total: this.#total,
      kept: this.#kept,
      trained: this.#trained,
      failed: this.#failed,
      seconds: (performance.now() - this.#begun) / 1000,
    });
    if (this.#out.isTTY) {
      this.#out.write(`\r${line.slice(0, this.#out.columns - 1)}\u001b[K`);
      return;
    }
    const done = this.#kept + this.#trained;
    const tenth = Math.floor((10 * done) / this.#total);
    // The estimate starts with the first trained run.
    if (tenth !== this.#shown || this.#trained === 1) this.#say(line);
    this.#shown = tenth;
  }

  #say(line: string): void {
    this.#out.write(this.#out.isTTY ? `\r\u001b[K${line}\n` : `${line}\n`);
  }
}
