/** What form controls hold when they change. */

/** The place of a select's chosen option; 0 where the event is no select's. */
export const chosenIndex = ({ target }: Event): number =>
  target instanceof HTMLSelectElement ? target.selectedIndex : 0;

export const isChecked = (target: EventTarget | null): boolean => target instanceof HTMLInputElement && target.checked;
