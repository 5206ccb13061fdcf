/** The name of a saved run: the user's, or what it trains and when. */
import { formatDate } from '../../charts/format.ts';
import type { SavedRun } from '../../state/saved-run.ts';

export function runName({ name, params, createdAt }: SavedRun): string {
  if (name !== null) return name;
  const { data, model, twin, seed } = params;
  return `${data} ${model}${twin ? ' twin' : ''} seed ${seed}, ${formatDate(createdAt)}`;
}
