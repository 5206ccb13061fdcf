/** Progress reports of loading. */

/** The current activity in words, and its completed fraction (0 … 1; null if unknown). */
export type ReportProgress = (what: string, fraction: number | null) => void;

/** Forwards a report only if the text or the percentage changed, because bytes arrive in thousands of pieces. */
export function byPercent(report: ReportProgress): ReportProgress {
  let last = '';
  return (what, fraction) => {
    const now = `${what}/${fraction === null ? '' : Math.floor(fraction * 100)}`;
    if (now === last) return;
    last = now;
    report(what, fraction);
  };
}

/** Lets waiting messages through. */
export const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
