/** The browsers that `npm run e2e:browsers` drives, behind one interface. */
import { chromium } from '@playwright/test';
import { findFirefox, Firefox } from './firefox.ts';
import { launch } from './launch.ts';
import { missingWebkit, Webkit } from './webkit.ts';

/** One browser with a new, empty profile. */
interface Visitor {
  open(url: string): Promise<void>;
  reload(): Promise<void>;
  /** Calls `body` in the page and returns its settled value. `body` must not refer to anything outside it. */
  run<T>(body: () => T | Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface BrowserKind {
  readonly name: 'Chromium' | 'Firefox' | 'WebKitGTK';
  /** Why it can't be tested here; undefined if it can. */
  readonly missing: string | undefined;
  readonly start: () => Promise<Visitor>;
}

async function startChromium(): Promise<Visitor> {
  const browser = await chromium.launch(launch(['--enable-unsafe-webgpu']));
  const page = await browser.newPage();
  return {
    open: async (url) => {
      await page.goto(url);
    },
    reload: async () => {
      await page.reload();
    },
    run: <T>(body: () => T | Promise<T>) => page.evaluate<T>(body),
    close: () => browser.close(),
  };
}

const firefox = findFirefox();
const WEBGPU = { 'dom.webgpu.enabled': true, 'gfx.webgpu.ignore-blocklist': true };

export const CHROMIUM: BrowserKind = {
  name: 'Chromium',
  missing: process.env.BROWSERS === '1' ? undefined : 'npm run e2e:browsers runs it',
  start: startChromium,
};
export const FIREFOX: BrowserKind = {
  name: 'Firefox',
  missing: firefox === undefined ? 'no Firefox is installed' : undefined,
  start: () => Firefox.start(firefox ?? ''),
};
/** With WebGPU, which Firefox on Linux keeps behind a preference. */
export const FIREFOX_WEBGPU: BrowserKind = { ...FIREFOX, start: () => Firefox.start(firefox ?? '', WEBGPU) };
export const WEBKIT: BrowserKind = { name: 'WebKitGTK', missing: missingWebkit(), start: () => Webkit.start() };
