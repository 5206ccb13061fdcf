/** The name of a saved run: the user's, or what it trains and when. */
import { formatDate } from '../../charts/format.ts';
import type { SavedRun } from '../../state/saved-run.ts';
import { msg, str } from '../../shared/util/texts.ts';

export function runName({ name, params, createdAt }: SavedRun): string {
  if (name !== null) return name;
  const { data, model, twin, seed } = params;
  const date = formatDate(createdAt);
  return twin
    ? msg(str`${data} ${model} paired seed ${seed}, ${date}`)
    : msg(str`${data} ${model} seed ${seed}, ${date}`);
}
