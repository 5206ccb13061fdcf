/** Text helpers. */
import { html } from 'lit';

/** Capitalizes the first letter: "true labels" → "True labels". */
export const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A template with each https address in the sentence as a link. */
export function withLinks(text: string): unknown {
  return text
    .split(/(https:\/\/[^\s<>"“”()]*[^\s<>"“”().,;:])/)
    .map((part, index) => (index % 2 === 1 ? html`<a href=${part}>${part}</a>` : part));
}
