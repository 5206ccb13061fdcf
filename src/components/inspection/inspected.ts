/** The latest answer of the trainer to a component's question, asked again whenever what it depends on has changed. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { AnswerOf, AskOf, InspectionName } from '../../shared/inspections/index.ts';
import { LabActionEvent, type Inspect } from '../ui/lab-action.ts';

/** The way to ask the trainer, for a component of the page. Rejects where no page answers. */
function inspectFrom(host: HTMLElement): Promise<Inspect> {
  return new Promise((resolve, reject) => {
    host.dispatchEvent(new LabActionEvent({ type: 'inspect', use: resolve }));
    // The page answers at once; a component that has left it is not heard.
    queueMicrotask(() => reject(new Error('the component is not on the page')));
  });
}

export class Inspected<K extends InspectionName> implements ReactiveController {
  value: AnswerOf<K> | undefined;
  /** What `value` answers. */
  given: AskOf<K> | undefined;
  /** Why there is no answer; empty where there is one. */
  fault = '';
  #key: string | undefined;
  #next: AskOf<K> | undefined;
  #busy = false;

  constructor(
    readonly host: ReactiveControllerHost & HTMLElement,
    readonly of: K,
  ) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#key = undefined;
  }

  /** Asks, unless the answer to this `key` is known or on its way. One question is under way at a time. */
  ask(key: string, given: AskOf<K>): void {
    if (this.#key === key) return;
    this.#key = key;
    this.#next = given;
    if (!this.#busy) void this.#run();
  }

  /** Forgets the answer: it is of a run that is no longer shown. */
  clear(): void {
    this.#key = undefined;
    this.#next = undefined;
    this.value = undefined;
    this.fault = '';
  }

  async #run(): Promise<void> {
    this.#busy = true;
    while (this.#next) {
      const given = this.#next;
      this.#next = undefined;
      try {
        const inspect = await inspectFrom(this.host);
        const value = await inspect(this.of, given);
        if (this.#key === undefined) continue;
        this.value = value;
        this.given = given;
        this.fault = '';
      } catch (error) {
        this.fault = error instanceof Error ? error.message : String(error);
      }
      this.host.requestUpdate();
    }
    this.#busy = false;
  }
}
