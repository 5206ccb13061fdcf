/** Small help with words. */
import { html } from 'lit';

/** With a capital letter at its beginning: "true labels" → "True labels". */
export const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A sentence for a template, each https address in it a link. */
export function withLinks(text: string): unknown {
  return text
    .split(/(https:\/\/[^\s<>"“”()]*[^\s<>"“”().,;:])/)
    .map((part, index) => (index % 2 === 1 ? html`<a href=${part}>${part}</a>` : part));
}
