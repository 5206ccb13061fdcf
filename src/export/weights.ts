/** Each arm's weights → the tensors of one file: of a twin the names say which arm. */
import type { NamedTensor } from '../shared/run/run-records.ts';

const ARMS = ['true', 'shuffled'];

/** A lone run's names are its parameters' (`conv1/kernel`), a twin's begin with the arm's labels at first (`true/conv1/kernel`). */
export function namedWeights(arms: readonly (readonly NamedTensor[])[]): readonly NamedTensor[] {
  const [first = []] = arms;
  if (arms.length < 2) return first;
  return arms.flatMap((tensors, arm) =>
    tensors.map(({ name, ...rest }) => ({ name: `${ARMS[arm] ?? arm}/${name}`, ...rest })),
  );
}
