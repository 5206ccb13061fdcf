/** Launch options of the tests' browser. */
import { BROWSER_ARGS, findTestBrowser } from '../scripts/lib/browser.mjs';

const browser = findTestBrowser();

export interface Launch {
  readonly executablePath?: string;
  readonly args: string[];
}

/** Playwright's launch options for the found browser, with further flags. */
export function launch(args: readonly string[] = []): Launch {
  return { ...(browser === undefined ? {} : { executablePath: browser }), args: [...BROWSER_ARGS, ...args] };
}
