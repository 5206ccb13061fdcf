/** What a kept run is called: by its owner, or by what it trains and when. */
import { shortened } from '../shared/text.ts';
import type { SavedRun } from '../state/saved-run.ts';

const WHEN = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

/** Letters of a name that have room beside the curves. */
const LEGEND_LETTERS = 40;

export function runName({ name, params, createdAt }: SavedRun): string {
  if (name !== null) return name;
  const { data, model, twin } = params;
  return `${data} ${model}${twin ? ' twin' : ''}, ${WHEN.format(createdAt)}`;
}

/** As it stands in a legend. */
export function legendName(run: SavedRun): string {
  return shortened(runName(run), LEGEND_LETTERS);
}
