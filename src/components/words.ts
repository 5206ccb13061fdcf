/** Small help with words. */

/** With a capital letter at its beginning: "true labels" → "True labels". */
export const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
