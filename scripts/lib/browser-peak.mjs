/** For tests in a browser: the browser's peak memory. */
import { readFileSync } from 'node:fs';

/**
 * A command of Vitest's browser mode: MB of memory that the processes of the test's browser held at their peaks, together;
 * 0 where the system does not tell.
 * @param {{ readonly context: import('playwright').BrowserContext }} test
 * @returns {Promise<number>}
 */
export async function browserPeak({ context }) {
  const session = await context.browser()?.newBrowserCDPSession();
  if (!session) return 0;
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.reduce((sum, { id }) => sum + peakOf(id), 0) / 1000;
}

/**
 * @param {number} id of a process
 * @returns {number} kB
 */
function peakOf(id) {
  try {
    return Number(/^VmHWM:\s*(\d+)/m.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
