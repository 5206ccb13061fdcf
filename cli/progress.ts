/** Progress of the run on standard error: one updating line on a terminal, else a line every ten percent. */

const WIDTH = 30;
const EVERY = 0.1;

export interface Moment {
  /** The page's activity, until it trains. */
  readonly activity: string;
  readonly step: number;
  /** 0 while unknown. */
  readonly until: number;
  /** Seconds since the first observed step. */
  readonly seconds: number;
  /** The number of that step. */
  readonly begun: number;
}

export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** A bar, the step and the time left, or the activity before the first step. */
export function progressLine({ activity, step, until, seconds, begun }: Moment): string {
  if (until === 0 || step === 0) return activity;
  const fraction = Math.min(1, step / until);
  const full = Math.floor(WIDTH * fraction);
  const rate = seconds > 0 ? (step - begun) / seconds : 0;
  const left =
    rate > 0 && step < until ? ` · ${rate.toPrecision(3)} steps/s · ${duration((until - step) / rate)} left` : '';
  const count = `step ${step.toLocaleString('en-US')} of ${until.toLocaleString('en-US')}`;
  return `[${'█'.repeat(full)}${'░'.repeat(WIDTH - full)}] ${Math.floor(100 * fraction)}% · ${count}${left}`;
}

export class Progress {
  #begun: { readonly step: number; readonly at: number } | undefined;
  #activity = '';
  #tenth = -1;
  readonly #out: NodeJS.WriteStream;

  constructor(out: NodeJS.WriteStream) {
    this.#out = out;
  }

  /** `now` in milliseconds. */
  show(now: number, seen: Pick<Moment, 'activity' | 'step' | 'until'>): void {
    if (seen.step > 0) this.#begun ??= { step: seen.step, at: now };
    const seconds = this.#begun ? (now - this.#begun.at) / 1000 : 0;
    const line = progressLine({ ...seen, seconds, begun: this.#begun?.step ?? 0 });
    if (this.#out.isTTY) {
      this.#out.write(`\r${line.slice(0, this.#out.columns - 1)}\u001b[K`);
      return;
    }
    const tenth = seen.until > 0 ? Math.floor(seen.step / seen.until / EVERY) : 0;
    const activity = seen.activity.replace(/\d+%/, '');
    if (seen.step === 0 ? activity !== this.#activity : tenth !== this.#tenth) this.#out.write(`${line}\n`);
    this.#activity = activity;
    if (seen.step > 0) this.#tenth = tenth;
  }

  /** Ends the updating line. */
  end(): void {
    if (this.#out.isTTY) this.#out.write('\n');
  }
}
