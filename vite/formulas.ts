/**
 * Vite plugin: the module `virtual:formulas` maps each explanation's LaTeX to MathML, so that the page needs no
 * typesetter.
 */
import temml from 'temml';
import type { Plugin } from 'vite';
import { EXPLANATIONS } from '../src/shared/glossary/explanations.ts';

const NAME = 'virtual:formulas';
const RESOLVED = `\0${NAME}`;

export function formulas(): Plugin {
  return {
    name: 'formulas',
    resolveId: (id) => (id === NAME ? RESOLVED : undefined),
    load(id) {
      if (id !== RESOLVED) return undefined;
      const all = new Map(Object.values(EXPLANATIONS).map(({ latex }) => [latex, mathOf(latex)]));
      return `export const formulas = new Map(${JSON.stringify([...all])});`;
    },
  };
}

/** The contents of a `<math>` element. Throws on invalid LaTeX. */
export function mathOf(latex: string): string {
  return (
    temml
      .renderToString(latex, { throwOnError: true })
      .replace(/^<math[^>]*>|<\/math>$/g, '')
      // The content policy refuses style attributes, and the page lacks temml's style sheet.
      .replace(/ (style|class|movablelimits)="[^"]*"/g, '')
      // Chromium has no menclose.
      .replace(/<menclose[^>]*>/g, '<mrow class="overline">')
      .replace(/<\/menclose>/g, '</mrow>')
  );
}
