import { readQuery } from '../util/query-text.ts';

/** The views of the page. `view` is a key of the address but not a setting of the run. */
export const PAGE_VIEWS = ['present', 'embed'] as const;
/** `full` is the default; `present` is for a lecture hall; `embed` is for an iframe in another page. */
export type PageView = 'full' | (typeof PAGE_VIEWS)[number];

/** The view in a query; `full` if it has none or an unknown one. */
export function viewOf(query: string): PageView {
  const named = readQuery(query).find(([key]) => key === 'view');
  return PAGE_VIEWS.find((view) => view === named?.[1]) ?? 'full';
}

/** The query of a run with its view. */
export function withView(query: string, view: PageView): string {
  if (view === 'full') return query;
  return query === '' ? `view=${view}` : `${query}&view=${view}`;
}
