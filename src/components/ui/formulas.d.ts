/** Formulas of the explanations, written by the build (vite/formulas.ts). */
declare module 'virtual:formulas' {
  /** LaTeX → the contents of a `<math>` element. */
  export const formulas: ReadonlyMap<string, string>;
}
