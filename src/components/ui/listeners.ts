/** Event listeners of a component while it is connected. */
import type { ReactiveController, ReactiveElement } from 'lit';

type Listening = readonly [target: EventTarget | undefined, type: string, listener: (event: never) => void];

/** Adds listeners while the component is connected. `to` is called on each connection. */
export class Listeners implements ReactiveController {
  readonly #to: () => readonly Listening[];
  #connected = new AbortController();

  constructor(host: ReactiveElement, to: () => readonly Listening[]) {
    this.#to = to;
    host.addController(this);
  }

  hostConnected(): void {
    const { signal } = (this.#connected = new AbortController());
    for (const [target, type, listener] of this.#to()) {
      target?.addEventListener(type, listener as EventListener, { signal });
    }
  }

  hostDisconnected(): void {
    this.#connected.abort();
  }
}
