/** Keyboard shortcuts. They don't apply while a user types, or where the key has its own meaning. */
import { msg } from '../shared/util/texts.ts';

export const SHORTCUTS = [
  { key: ' ', name: msg('Space'), action: 'train', what: msg('Train, pause or resume') },
  { key: 's', name: 'S', action: 'shuffle', what: msg('Shuffle labels on or off') },
  { key: 'n', name: 'N', action: 'step', what: msg('Train one step') },
  { key: 'r', name: 'R', action: 'reset', what: msg('Reset') },
  { key: '?', name: '?', action: 'help', what: msg('This help') },
] as const;

export type Shortcut = (typeof SHORTCUTS)[number]['action'];

const SPACE_HAS_MEANING = 'button, summary, a, input, [role]:not(table, [role=region], [role=img])';

/** The shortcut for a key; undefined if there is none, or if the focused element uses the key. */
export function shortcutOf(event: KeyboardEvent): Shortcut | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.defaultPrevented) return undefined;
  const found = SHORTCUTS.find(({ key }) => key === event.key.toLowerCase());
  const target = event.composedPath()[0];
  if (!found || !(target instanceof Element)) return found?.action;
  if (target.matches('textarea, select, input:not([type=range], [type=checkbox]), [role=menuitem]')) return undefined;
  if (found.key === ' ' && target.matches(SPACE_HAS_MEANING) && !target.matches('input[type=range]')) return undefined;
  return found.action;
}
