/** Updates for tests that are not about optimizers. */
import { sgd } from '../../../src/shared/optimizers/sgd.ts';
import { updateOf, type Update } from '../update.ts';

/** An update of heavy-ball SGD. */
export function sgdUpdate(lr: number, momentum: number, decay: number): Update {
  return updateOf(sgd, { lr, momentum, decay, beta2: 0.999, eps: 1e-8 }, 1);
}
