/** Every kernel suite, by the name that reports and the address of the check page use. */
import type { Coverage } from './inputs.ts';
import { describeLayers } from './layers.ts';
import { describeNormalization } from './normalization.ts';
import { describeNorms } from './norms.ts';
import { describeOptimizers } from './optimizers.ts';
import { describeState } from './state.ts';
import { describeTraining } from './training.ts';
import { describeUnparameterized } from './unparameterized.ts';

export const SUITES: Readonly<Record<string, (coverage?: Coverage) => void>> = {
  layers: describeLayers,
  normalization: describeNormalization,
  unparameterized: describeUnparameterized,
  training: describeTraining,
  norms: describeNorms,
  state: describeState,
  optimizers: describeOptimizers,
};

/** Defines all of them, for the backend in use when their tests run. */
export function describeAll(coverage: Coverage = 'all'): void {
  for (const describeSuite of Object.values(SUITES)) describeSuite(coverage);
}
