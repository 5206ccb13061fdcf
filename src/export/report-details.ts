/**
 * Title, author and note of reports, in the visitor's preferences. The author is the same for all runs; title and note
 * belong to the runs of equal settings, so another run's report doesn't get them.
 */
import { addressOfRunFile } from '../shared/run/run-file-params.ts';
import type { RunFile } from '../shared/run/run-file.ts';
import { formatAddress } from '../shared/run/run-url.ts';
import { preference, remember } from '../state/preferences.ts';

/** Each is '' if there is none. */
export interface ReportDetails {
  /** Instead of the title that says network and data. */
  readonly title: string;
  readonly author: string;
  /** Paragraphs, with empty lines between them. */
  readonly note: string;
}

export const NO_DETAILS: ReportDetails = { title: '', author: '', note: '' };
const KEY = 'report-details';

export function reportDetails(file: RunFile): ReportDetails {
  const kept = parsed(preference(KEY) ?? '');
  const text = (name: keyof ReportDetails): string => (typeof kept[name] === 'string' ? kept[name].trim() : '');
  const same = kept.settings === settingsOf(file);
  return { title: same ? text('title') : '', author: text('author'), note: same ? text('note') : '' };
}

export function rememberDetails(file: RunFile, details: ReportDetails): void {
  remember(KEY, JSON.stringify({ ...details, settings: settingsOf(file) }));
}

/** The settings at step 0, because the schedule grows while a run trains. */
const settingsOf = (file: RunFile): string => formatAddress({ ...addressOfRunFile(file), events: [], start: false });

function parsed(text: string): Readonly<Partial<Record<keyof ReportDetails | 'settings', unknown>>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
