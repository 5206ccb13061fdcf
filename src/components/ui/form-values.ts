/** Reads values from events of form controls. */

/** The index of a select's chosen option; 0 if the event isn't from a select. */
export const chosenIndex = ({ target }: Event): number =>
  target instanceof HTMLSelectElement ? target.selectedIndex : 0;

export const isChecked = (target: EventTarget | null): boolean => target instanceof HTMLInputElement && target.checked;
