/** The training examples that the page shows individually, from the trainer's latest events. */
import type { ExampleImages, ExamplePredictions, ExampleRanking } from '../shared/run/example-records.ts';
import type { RunEvent } from '../shared/protocol/protocol.ts';

export class ExampleStrip {
  #images: ExampleImages | null = null;
  #predictions: readonly (ExamplePredictions | undefined)[] = [];
  #rankings: readonly (ExampleRanking | undefined)[] = [];

  /** Null until the run is ready; a run opened from storage has them once it resumes. */
  get images(): ExampleImages | null {
    return this.#images;
  }
  /** One per variant. */
  get predictions(): readonly (ExamplePredictions | undefined)[] {
    return this.#predictions;
  }

  /** One per variant, from the latest probe. */
  get rankings(): readonly (ExampleRanking | undefined)[] {
    return this.#rankings;
  }

  clear(): void {
    this.#images = null;
    this.#predictions = [];
    this.#rankings = [];
  }

  receive(event: Extract<RunEvent, { type: 'examples' | 'predictions' | 'ranking' }>): void {
    switch (event.type) {
      case 'examples':
        this.#images = event;
        break;
      case 'predictions':
        this.#predictions = replaced(this.#predictions, event.variant, event);
        break;
      case 'ranking':
        this.#rankings = replaced(this.#rankings, event.variant, event);
    }
  }
}

function replaced<T>(of: readonly (T | undefined)[], at: number, item: T): readonly (T | undefined)[] {
  return Array.from({ length: Math.max(of.length, at + 1) }, (_, i) => (i === at ? item : of[i]));
}
