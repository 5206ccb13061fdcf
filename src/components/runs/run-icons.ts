/** The buttons in a run's row: icons and accessible names. */
import { html, svg, type TemplateResult } from 'lit';
import { msg, str } from '../../shared/util/texts.ts';

const PATHS = {
  Open: 'M2 8h9M7 4l4 4-4 4M13 3v10',
  Address: 'M7 9.5 9.5 7M6.5 5 8 3.5a2.8 2.8 0 0 1 4 4L10.5 9M5.5 7 4 8.5a2.8 2.8 0 0 0 4 4L9.5 11',
  Pin: 'M6 2h4l-.5 5L12 9.5H4L6.5 7zM8 9.5V14',
  Note: 'M3 2h10v12H3zM5.5 5.5h5M5.5 8h5M5.5 10.5h3',
  Rename: 'm3 13 .8-3L11 2.8 13.2 5 6 12.2zM9.5 4.3l2.2 2.2',
  Delete: 'M3 4h10M6 4V2.5h4V4M4.5 4l.6 9.5h5.8l.6-9.5M7 6.5v4.5M9 6.5v4.5',
} as const;

export type RunAct = keyof typeof PATHS;

export const runIcon = (act: RunAct): TemplateResult =>
  html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
    ${svg`<path d=${PATHS[act]} fill="none" stroke="currentColor" stroke-width="1.4" stroke-linejoin="round" stroke-linecap="round" />`}
  </svg>`;

/** The acts whose button is worded the same for each run. */
export type WordedAct = 'Open' | 'Note' | 'Rename' | 'Delete';

export const ACT_WORDS: Readonly<Record<WordedAct, string>> = {
  Open: msg('Open'),
  Note: msg('Note'),
  Rename: msg('Rename'),
  Delete: msg('Delete'),
};

/** The button's accessible name in the row of the run `name`. */
export function actLabel(act: WordedAct, name: string): string {
  switch (act) {
    case 'Open':
      return msg(str`Open ${name}`);
    case 'Note':
      return msg(str`Note ${name}`);
    case 'Rename':
      return msg(str`Rename ${name}`);
    case 'Delete':
      return msg(str`Delete ${name}`);
  }
}
