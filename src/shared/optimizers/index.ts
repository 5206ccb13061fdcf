/** The optimizers, in the order of the page's list. To add one, add its file and one line here. */
import { adam } from './adam.ts';
import { adamw } from './adamw.ts';
import { nesterov } from './nesterov.ts';
import type { Optimizer } from './optimizer.ts';
import { sgd } from './sgd.ts';

export const OPTIMIZERS = [sgd, nesterov, adam, adamw] as const satisfies readonly Optimizer[];

/** Throws for an unknown name. */
export function optimizerOf(name: string): Optimizer {
  const found = OPTIMIZERS.find((optimizer) => optimizer.name === name);
  if (!found) throw new Error(`no optimizer ${name}`);
  return found;
}
