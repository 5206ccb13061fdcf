/** A fault in the user's input: its subject, what is wrong, and what the lab does instead. */
export interface Issue {
  /** The key, file or field with the fault, as the user wrote it (shortened). */
  readonly subject: string;
  /** One sentence: the fault and what is used instead. */
  readonly message: string;
}

const SHOWN = 40;

/** User text for quoting in a sentence: one line, printable, at most 40 characters. */
export function quote(text: string): string {
  const signs = Array.from(text.slice(0, 4 * SHOWN).replace(/[\p{C}\p{Z}\s]+/gu, ' '));
  return `“${signs.length > SHOWN ? `${signs.slice(0, SHOWN).join('')}…` : signs.join('')}”`;
}
