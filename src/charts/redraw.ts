/**
 * Schedules redraws: at most ten times a second, one chart per animation frame to keep tasks short, none while the page
 * is hidden, none off screen. If drawing is slow, it uses at most an eighth of the time.
 */
interface Drawable {
  /** Whether it is on screen. */
  readonly visible: boolean;
  draw(): void;
}

const INTERVAL_MS = 100;
const SHARE = 8;

class RedrawScheduler {
  readonly #wanted = new Set<Drawable>();
  #round: Drawable[] = [];
  #planned = false;
  #notBefore = 0;
  #spent = 0;

  constructor() {
    document.addEventListener('visibilitychange', () => this.#plan());
  }

  /** Requests a redraw of `chart` soon. */
  request(chart: Drawable): void {
    this.#wanted.add(chart);
    this.#plan();
  }

  forget(chart: Drawable): void {
    this.#wanted.delete(chart);
    this.#round = this.#round.filter((other) => other !== chart);
  }

  #plan(): void {
    if (this.#planned || document.hidden || ![...this.#wanted].some((chart) => chart.visible)) return;
    this.#planned = true;
    setTimeout(() => this.#begin(), Math.max(0, this.#notBefore - performance.now()));
  }

  #begin(): void {
    this.#notBefore = performance.now() + INTERVAL_MS;
    this.#spent = 0;
    this.#round = [...this.#wanted].filter((chart) => chart.visible);
    for (const chart of this.#round) this.#wanted.delete(chart);
    requestAnimationFrame(() => this.#next());
  }

  #next(): void {
    const started = performance.now();
    this.#round.shift()?.draw();
    this.#spent += performance.now() - started;
    if (this.#round.length > 0) {
      requestAnimationFrame(() => this.#next());
      return;
    }
    this.#notBefore = Math.max(this.#notBefore, performance.now() + (SHARE - 1) * this.#spent);
    this.#planned = false;
    this.#plan();
  }
}

export const redraws = new RedrawScheduler();
