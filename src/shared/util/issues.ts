import { msg, str } from './texts.ts';

/** Something wrong in the user's input. */
export interface Issue {
  /** The key, file or field, as the user wrote it (shortened). */
  readonly subject: string;
  /** What is wrong: a sentence without its full stop. */
  readonly what: string;
  /** What the lab does instead: a clause without its full stop. */
  readonly instead: string;
}

/** One sentence. */
export const issueText = ({ what, instead }: Issue): string => msg(str`${what}; ${instead}.`);

const SHOWN = 40;

/** User text for quoting in a sentence: one line, printable, at most 40 characters. */
export function quote(text: string): string {
  const signs = Array.from(text.slice(0, 4 * SHOWN).replace(/[\p{C}\p{Z}\s]+/gu, ' '));
  return `“${signs.length > SHOWN ? `${signs.slice(0, SHOWN).join('')}…` : signs.join('')}”`;
}
