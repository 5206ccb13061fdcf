/**
 * The texts that a user reads. Each is written where it is used, inside `msg`, as a whole sentence with placeholders,
 * so that a translation can replace it; see docs/decisions/0010.
 * The package's main module would also put its loader of languages into the page, which has none yet.
 */
export { msg } from '@lit/localize/init/install.js';
export { str } from '@lit/localize/internal/str-tag.js';

/** The language of the texts and of their numbers, as a BCP 47 tag. */
export const LANGUAGE = 'en-US';

const RULES = new Intl.PluralRules(LANGUAGE);

/** The text for this count. A language with more than two plural forms words `other` so that it fits every count. */
export const plural = (count: number, forms: { readonly one: string; readonly other: string }): string =>
  RULES.select(count) === 'one' ? forms.one : forms.other;

const LIST = new Intl.ListFormat(LANGUAGE);

/** "a", "a and b", "a, b, and c". */
export const listText = (items: Iterable<string>): string => LIST.format(items);
