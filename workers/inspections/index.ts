/** The trainer's side of each inspection in src/shared/inspections/. */
import * as v from 'valibot';
import { INSPECTIONS, type InspectionName } from '../../src/shared/inspections/index.ts';
import type { Run } from '../training/run.ts';
import type { Inspector } from './define.ts';
import { classCurves } from './class-curves.ts';
import { distributions } from './distributions.ts';
import { evaluation } from './evaluation.ts';
import { exampleCourse } from './example-course.ts';
import { filters } from './filters.ts';
import { imagePass } from './image-pass.ts';
import { images } from './images.ts';
import { inputs } from './inputs.ts';
import { landscape } from './landscape.ts';
import { sharpness } from './sharpness.ts';

const INSPECTORS: { readonly [K in InspectionName]: Inspector<K> } = {
  classCurves,
  distributions,
  evaluation,
  exampleCourse,
  filters,
  imagePass,
  images,
  inputs,
  landscape,
  sharpness,
};

/** Answers a question from the page. Rejects if no inspection knows the question, or if it cannot be answered. */
export async function inspect(run: Run, of: InspectionName, question: unknown): Promise<unknown> {
  const inspector = INSPECTORS[of] as Inspector<InspectionName>;
  return inspector(run, v.parse<(typeof INSPECTIONS)[InspectionName]['ask']>(INSPECTIONS[of].ask, question));
}
