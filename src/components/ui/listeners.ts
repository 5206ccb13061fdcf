/** Event listeners of a component, for as long as it is on the page. */
import type { ReactiveController, ReactiveElement } from 'lit';

type Listening = readonly [target: EventTarget | undefined, type: string, listener: (event: never) => void];

/** Listens for as long as its component is on the page. `to` is asked each time the component comes onto it. */
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
