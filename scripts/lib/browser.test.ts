import { expect, it } from 'vitest';
import { shellBeside } from './browser.mjs';

it.each([
  [
    '/home/ada/.cache/ms-playwright/chromium-1255/chrome-linux64/chrome',
    '/home/ada/.cache/ms-playwright/chromium_headless_shell-1255/chrome-headless-shell-linux64/chrome-headless-shell',
  ],
  [
    '/Users/ada/Library/Caches/ms-playwright/chromium-1255/chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
    '/Users/ada/Library/Caches/ms-playwright/chromium_headless_shell-1255/chrome-headless-shell-mac-arm64/chrome-headless-shell',
  ],
  [
    String.raw`C:\Users\ada\AppData\Local\ms-playwright\chromium-1255\chrome-win64\chrome.exe`,
    String.raw`C:\Users\ada\AppData\Local\ms-playwright\chromium_headless_shell-1255\chrome-headless-shell-win64\chrome-headless-shell.exe`,
  ],
  ['/usr/bin/chromium', ''],
  ['', ''],
])('finds the headless shell that Playwright puts beside %s', (chromium, shell) => {
  expect(shellBeside(chromium)).toBe(shell);
});
