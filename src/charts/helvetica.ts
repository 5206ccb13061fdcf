/** Widths of Helvetica's letters. Arial and the free replacements of both have the same. */

/** From space to tilde, in thousandths of the font size. */
const WIDTHS = (
  '278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 584 584 ' +
  '584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667 667 611 278 ' +
  '278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 ' +
  '500 334 260 334 584'
)
  .split(' ')
  .map(Number);
const OTHER_WIDTH = 556;

export const HELVETICA = 'Helvetica, Arial, sans-serif';

/** Width of a text, px; letters beyond ASCII count as a digit. */
export const helveticaWidth = (text: string, size: number): number =>
  (Array.from(text).reduce((sum, letter) => sum + (WIDTHS[letter.charCodeAt(0) - 32] ?? OTHER_WIDTH), 0) * size) / 1000;
