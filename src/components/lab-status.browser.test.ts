/** The status line: the visible text follows the run, the spoken one at most every ten seconds and at each new state. */
import { html } from 'lit';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import './lab-status.ts';
import type { StatusFacts } from './status-text.ts';
import { clear, component, settled, show } from './testing/on-page.ts';

const TRAINING: StatusFacts = {
  state: 'training',
  step: 10,
  until: 2000,
  rate: 100,
  loading: null,
  evaluating: null,
  environment: null,
};
const part = (selector: string): string =>
  component('lab-status').shadowRoot?.querySelector(selector)?.textContent.trim() ?? '';
const tell = async (facts: StatusFacts): Promise<void> => {
  component('lab-status').facts = facts;
  await settled();
};

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  await show(html`<lab-status .facts=${TRAINING}></lab-status>`);
});

afterEach(() => {
  vi.useRealTimers();
  clear();
});

it('shows each step at once, and says it after ten seconds', async () => {
  expect(part('.seen')).toBe('Training · step 10 of 2,000 · 100 steps/s · 20 s left');
  expect(part('.for-ears')).toBe(part('.seen'));
  vi.advanceTimersByTime(9000);
  await tell({ ...TRAINING, step: 910 });
  expect(part('.seen')).toContain('step 910 of 2,000');
  expect(part('.for-ears')).toContain('step 10 of 2,000');
  vi.advanceTimersByTime(1000);
  await tell({ ...TRAINING, step: 1010 });
  expect(part('.for-ears')).toContain('step 1,010 of 2,000');
});

it('says another state at once', async () => {
  vi.advanceTimersByTime(100);
  await tell({ ...TRAINING, state: 'paused', step: 20 });
  expect(part('.for-ears')).toBe('Paused · step 20 of 2,000');
});

it('breaks a long line between its parts', async () => {
  const status = component('lab-status');
  status.style.cssText = 'display: block; width: 12em';
  await settled();
  const lines = [...(status.shadowRoot?.querySelectorAll('.part') ?? [])].map((each) => each.getClientRects().length);
  expect(lines).toEqual([1, 1, 1]);
  await expect.element(page.getByRole('status')).toBeVisible();
});
