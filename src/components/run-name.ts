/** What a kept run is called: by its owner, or by what it trains and when. */
import type { StoredRun } from '../state/stored-run.ts';

const WHEN = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

export function runName({ name, params, createdAt }: StoredRun): string {
  if (name !== null) return name;
  const { data, model, twin } = params;
  return `${data} ${model}${twin ? ' twin' : ''}, ${WHEN.format(createdAt)}`;
}
