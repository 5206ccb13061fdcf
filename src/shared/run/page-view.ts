import { readQuery } from '../util/query-text.ts';

/** How much of the page an address shows: `view` is a key of the address and no setting of the run. */
export const PAGE_VIEWS = ['present', 'embed'] as const;
/** `full` unless the address says otherwise; `present` for a lecture hall, `embed` inside another page. */
export type PageView = 'full' | (typeof PAGE_VIEWS)[number];

/** The view that a query names; `full` for none or another. */
export function viewOf(query: string): PageView {
  const named = readQuery(query).find(([key]) => key === 'view');
  return PAGE_VIEWS.find((view) => view === named?.[1]) ?? 'full';
}

/** The query of a run with its view. */
export function withView(query: string, view: PageView): string {
  if (view === 'full') return query;
  return query === '' ? `view=${view}` : `${query}&view=${view}`;
}
