/** What the trainer does to answer an inspection. It makes its tensors before its first `await`, in its own `tidy`. */
import type { AnswerOf, AskOf, InspectionName } from '../../src/shared/inspections/index.ts';
import type { Run } from '../training/run.ts';

export type Inspector<K extends InspectionName> = (run: Run, ask: AskOf<K>) => AnswerOf<K> | Promise<AnswerOf<K>>;
