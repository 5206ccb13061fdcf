/** Every suite of kernels, by the name that a report and the address of the check page use. */
import { describeLayers } from './layers.ts';
import { describeNormalization } from './normalization.ts';
import { describeNorms } from './norms.ts';
import { describeOptimizers } from './optimizers.ts';
import { describeState } from './state.ts';
import { describeTraining } from './training.ts';
import { describeUnparameterized } from './unparameterized.ts';

export const SUITES: Readonly<Record<string, () => void>> = {
  layers: describeLayers,
  normalization: describeNormalization,
  unparameterized: describeUnparameterized,
  training: describeTraining,
  norms: describeNorms,
  state: describeState,
  optimizers: describeOptimizers,
};

/** Describes all of them, for the backend that is in use when their tests run. */
export function describeAll(): void {
  for (const describeSuite of Object.values(SUITES)) describeSuite();
}
