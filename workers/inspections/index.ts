/** What answers each inspection of src/shared/inspections/. */
import * as v from 'valibot';
import { INSPECTIONS, type InspectionName } from '../../src/shared/inspections/index.ts';
import type { Run } from '../training/run.ts';
import type { Inspector } from './define.ts';
import { evaluation } from './evaluation.ts';
import { filters } from './filters.ts';
import { images } from './images.ts';

const INSPECTORS: { readonly [K in InspectionName]: Inspector<K> } = { evaluation, filters, images };

/** The answer to a question of the page. Rejects where the question is not one of this inspection or cannot be answered. */
export async function inspect(run: Run, of: InspectionName, given: unknown): Promise<unknown> {
  const inspector = INSPECTORS[of] as Inspector<InspectionName>;
  return inspector(run, v.parse<(typeof INSPECTIONS)[InspectionName]['ask']>(INSPECTIONS[of].ask, given));
}
