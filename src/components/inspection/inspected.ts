/** The trainer's latest answer to a component's inspection. It asks again whenever the key changes. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { AnswerOf, AskOf, InspectionName } from '../../shared/inspections/index.ts';
import { msg } from '../../shared/util/texts.ts';
import { LabActionEvent, type Inspect } from '../ui/lab-action.ts';

/** The function that asks the trainer, from the page. Rejects if the component isn't on the page. */
function inspectFrom(host: HTMLElement): Promise<Inspect> {
  return new Promise((resolve, reject) => {
    host.dispatchEvent(new LabActionEvent({ type: 'inspect', use: resolve }));
    // The page answers synchronously; a detached component gets no answer.
    queueMicrotask(() => reject(new Error(msg('the component is not on the page'))));
  });
}

export class Inspected<K extends InspectionName> implements ReactiveController {
  value: AnswerOf<K> | undefined;
  /** The question that `value` answers. */
  question: AskOf<K> | undefined;
  /** Why there is no answer; empty if there is one. */
  failure = '';
  #key: string | undefined;
  #next: AskOf<K> | undefined;
  #busy = false;

  constructor(
    readonly host: ReactiveControllerHost & HTMLElement,
    readonly of: K,
  ) {
    host.addController(this);
  }

  /** A question is under way. */
  get busy(): boolean {
    return this.#busy;
  }

  hostDisconnected(): void {
    this.#key = undefined;
  }

  /** Asks, unless the answer for this `key` is known or pending. Only one question is pending at a time. */
  ask(key: string, question: AskOf<K>): void {
    if (this.#key === key) return;
    this.#key = key;
    this.#next = question;
    if (!this.#busy) void this.#run();
  }

  /** Drops the answer, because its run is no longer shown. */
  clear(): void {
    this.#key = undefined;
    this.#next = undefined;
    this.value = undefined;
    this.failure = '';
  }

  async #run(): Promise<void> {
    this.#busy = true;
    while (this.#next) {
      const question = this.#next;
      this.#next = undefined;
      try {
        const inspect = await inspectFrom(this.host);
        const value = await inspect(this.of, question);
        if (this.#key === undefined) continue;
        this.value = value;
        this.question = question;
        this.failure = '';
      } catch (error) {
        this.failure = error instanceof Error ? error.message : String(error);
      }
      this.host.requestUpdate();
    }
    this.#busy = false;
  }
}
