/** What a kept run is called: by its owner, or by what it trains and when. */
import { formatDate } from '../charts/format.ts';
import { shortened } from '../shared/text.ts';
import type { SavedRun } from '../state/saved-run.ts';

/** Letters of a name that have room beside the curves. */
const LEGEND_LETTERS = 40;

export function runName({ name, params, createdAt }: SavedRun): string {
  if (name !== null) return name;
  const { data, model, twin, seed } = params;
  return `${data} ${model}${twin ? ' twin' : ''} seed ${seed}, ${formatDate(createdAt)}`;
}

/** As it stands in a legend. */
export function legendName(run: SavedRun): string {
  return shortened(runName(run), LEGEND_LETTERS);
}
