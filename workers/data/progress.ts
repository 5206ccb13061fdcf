/** How loading tells how far it is. */

/** What is being done, in words, and how much of it is done (0 … 1; null while it cannot be told). */
export type ReportProgress = (what: string, fraction: number | null) => void;

/** Passes a report on when the words or the percentage changed: bytes arrive in a thousand pieces. */
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
