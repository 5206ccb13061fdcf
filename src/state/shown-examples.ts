/** The training examples that the page shows one by one, as the trainer last told of them. */
import type { ExampleImages, ExamplePredictions } from '../shared/example-records.ts';
import type { RunEvent } from '../shared/protocol.ts';

export class ShownExamples {
  #images: ExampleImages | null = null;
  #predictions: readonly (ExamplePredictions | undefined)[] = [];

  /** Null until the run is ready; a run opened from storage has them once it goes on. */
  get images(): ExampleImages | null {
    return this.#images;
  }
  /** Of each arm. */
  get predictions(): readonly (ExamplePredictions | undefined)[] {
    return this.#predictions;
  }

  clear(): void {
    this.#images = null;
    this.#predictions = [];
  }

  receive(event: Extract<RunEvent, { type: 'examples' | 'predictions' }>): void {
    if (event.type === 'examples') this.#images = event;
    else {
      const count = Math.max(this.#predictions.length, event.arm + 1);
      this.#predictions = Array.from({ length: count }, (_, arm) =>
        arm === event.arm ? event : this.#predictions[arm],
      );
    }
  }
}
