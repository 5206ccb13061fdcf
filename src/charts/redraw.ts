/**
 * Schedules redraws: at most ten times a second, one chart per animation frame to keep tasks short, none while the page
 * is hidden, none off screen. If drawing is slow, it uses at most an eighth of the time.
 *
 * Drawing takes several frames, and new rows arrive meanwhile. So a round reads all numbers at its beginning and shows
 * all drawings at its end: all charts show the same step. The status line is not in the round, because it must not wait
 * for slow drawings.
 */
interface Drawable {
  /** Whether it is on screen. */
  readonly visible: boolean;
  /** Keeps the current numbers for `draw` and `show`. */
  read(): void;
  /** Draws what was read, out of sight. */
  draw(): void;
  /** Shows what was drawn. */
  show(): void;
}

const INTERVAL_MS = 100;
const SHARE = 8;

class RedrawScheduler {
  readonly #wanted = new Set<Drawable>();
  #round: Drawable[] = [];
  /** The drawables of the round that are not drawn yet. */
  #undrawn: Drawable[] = [];
  #planned = false;
  #notBefore = 0;
  #spent = 0;

  constructor() {
    document.addEventListener('visibilitychange', () => this.#plan());
  }

  /** Requests a redraw of `item` soon. */
  request(item: Drawable): void {
    this.#wanted.add(item);
    this.#plan();
  }

  forget(item: Drawable): void {
    this.#wanted.delete(item);
    this.#round = this.#round.filter((other) => other !== item);
    this.#undrawn = this.#undrawn.filter((other) => other !== item);
  }

  #plan(): void {
    if (this.#planned || document.hidden || ![...this.#wanted].some(({ visible }) => visible)) return;
    this.#planned = true;
    setTimeout(() => this.#begin(), Math.max(0, this.#notBefore - performance.now()));
  }

  #begin(): void {
    this.#notBefore = performance.now() + INTERVAL_MS;
    this.#spent = 0;
    this.#round = [...this.#wanted].filter(({ visible }) => visible);
    this.#undrawn = [...this.#round];
    for (const item of this.#round) {
      this.#wanted.delete(item);
      item.read();
    }
    requestAnimationFrame(() => this.#next());
  }

  #next(): void {
    const started = performance.now();
    this.#undrawn.shift()?.draw();
    const drawn = this.#undrawn.length === 0;
    if (drawn) for (const item of this.#round) item.show();
    this.#spent += performance.now() - started;
    if (!drawn) {
      requestAnimationFrame(() => this.#next());
      return;
    }
    this.#round = [];
    this.#notBefore = Math.max(this.#notBefore, performance.now() + (SHARE - 1) * this.#spent);
    this.#planned = false;
    this.#plan();
  }
}

export const redraws = new RedrawScheduler();
