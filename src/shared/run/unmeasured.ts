/** Empty measurements of a run file: every required column, without rows. */
import type { RunRecord } from './run-file.ts';

type Measurements = Pick<RunRecord, 'layers' | 'steps' | 'layerSteps' | 'probes' | 'evaluations' | 'windows'>;

export const UNMEASURED: Measurements = {
  layers: [],
  steps: { step: [], loss: [], accuracy: [] },
  layerSteps: {},
  probes: {},
  evaluations: {
    step: [],
    trainAccuracy: [],
    trueLabelAccuracy: [],
    corruptedGiven: [],
    corruptedTrue: [],
    testAccuracy: [],
    testLoss: [],
  },
  windows: [],
};
