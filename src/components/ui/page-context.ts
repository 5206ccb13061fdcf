/**
 * Contexts that <shuffle-lab> provides to all its parts: the run, the cursor over the charts, the saved runs. A
 * component takes what it needs with @shown, and no parent passes it on.
 */
import { ContextConsumer, createContext, type Context } from '@lit/context';
import type { ReactiveElement } from 'lit';
import type { ChartCursor } from '../../charts/cursor.ts';
import type { RunStore } from '../../state/run-store.ts';
import type { SavedRuns } from '../../state/saved-runs.ts';
import { Listeners } from './listeners.ts';

export const runContext = createContext<RunStore | undefined>(Symbol('run'));
export const cursorContext = createContext<ChartCursor>(Symbol('cursor'));
export const savedRunsContext = createContext<SavedRuns | undefined>(Symbol('saved runs'));

/**
 * Decorates a property with the context's value. The component renders again whenever the value dispatches `change`;
 * the changed properties then contain only this property (see {@link onlyChanged}).
 */
export function shown<Value extends EventTarget | undefined>(context: Context<unknown, Value>) {
  return (prototype: ReactiveElement, name: string): void => {
    const element = prototype.constructor as typeof ReactiveElement;
    element.createProperty(name, { attribute: false });
    element.addInitializer((host) => {
      const component = host as ReactiveElement & Record<string, Value>;
      new ContextConsumer(host, { context, callback: (value) => ((component[name] as Value) = value) });
      new Listeners(host, () => [[component[name], 'change', () => host.requestUpdate(name)]]);
    });
  };
}

/** Whether a rendered component updates only because the value of this property dispatched `change`. */
export function onlyChanged(host: ReactiveElement, changed: ReadonlyMap<PropertyKey, unknown>, name: string): boolean {
  return host.hasUpdated && changed.size === 1 && changed.has(name);
}
