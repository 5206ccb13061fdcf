// A progress bar on a terminal; otherwise a line every ten percent.

const WIDTH = 30;

/** @param {number} bytes */
const megabytes = (bytes) => (bytes / 1e6).toFixed(1);

/**
 * Formats one line of progress.
 * @param {number} done bytes
 * @param {number | undefined} total bytes, if known
 * @param {number} seconds since the beginning
 * @param {number} begun bytes at the beginning
 */
export function progressLine(done, total, seconds, begun) {
  const rate = seconds > 0 ? (done - begun) / seconds : 0;
  if (total === undefined || total === 0) return `${megabytes(done)} MB, ${megabytes(rate)} MB/s`;
  const fraction = Math.min(1, done / total);
  const full = Math.round(WIDTH * fraction);
  const left = rate > 0 ? `, ${Math.ceil((total - done) / rate)} s left` : '';
  return `[${'#'.repeat(full)}${'-'.repeat(WIDTH - full)}] ${Math.floor(100 * fraction)}%  ${megabytes(done)} of ${megabytes(total)} MB${left}`;
}

/**
 * Returns a function to call as bytes arrive.
 * @param {NodeJS.WriteStream} out
 * @returns {(done: number, total: number | undefined) => void}
 */
export function progressBar(out) {
  const start = performance.now();
  let begun = -1;
  let shown = -Infinity;
  return (done, total) => {
    if (begun < 0) begun = done;
    const finished = done === total;
    const step = out.isTTY ? performance.now() / 100 : total === undefined ? done / 1e7 : (10 * done) / total;
    if (!finished && Math.floor(step) === shown) return;
    shown = Math.floor(step);
    const line = progressLine(done, total, (performance.now() - start) / 1000, begun);
    out.write(out.isTTY ? `\r${line}\u001b[K${finished ? '\n' : ''}` : `${line}\n`);
  };
}
