/** The list of scheduled changes: each can be removed before a run, and the focus stays with the list while it has any. */
import { html } from 'lit';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { ScheduledEvent } from '../../shared/run/schedule.ts';
import { clear, component, expectFocus, heard, settled, show } from '../testing/on-page.ts';
import { LabActionEvent } from '../ui/lab-action.ts';
import './lab-schedule.ts';

const EVENTS: readonly ScheduledEvent[] = [
  { step: 5, key: 'shuffle', value: 1 },
  { step: 1000, key: 'lr', value: 0.01 },
];
const remove = (name: RegExp) => page.getByRole('button', { name });

beforeEach(async () => {
  await show(html`<lab-schedule .events=${EVENTS}></lab-schedule>`);
  const schedule = component('lab-schedule');
  schedule.addEventListener('lab-action', (event) => {
    const action = event instanceof LabActionEvent ? event.detail : undefined;
    if (action?.type === 'unschedule') schedule.events = schedule.events.filter((each) => each !== action.event);
  });
});

afterEach(clear);

it('an event taken out leaves the focus with the next one, and the last one says that it has left', async () => {
  const left = heard(component('lab-schedule'), 'left');
  await userEvent.click(page.getByText('2 changes'));
  (remove(/^Remove: Step 5: /).element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  await expectFocus(remove(/^Remove: Step 1,000: /));
  await expect.element(page.getByText('1 change')).toBeVisible();
  expect(left).toHaveLength(0);
  await userEvent.keyboard('{Enter}');
  await settled();
  expect(left).toHaveLength(1);
  await expect.element(page.getByText('Events')).not.toBeInTheDocument();
});

it('nothing can be removed once the run has begun', async () => {
  component('lab-schedule').begun = true;
  await userEvent.click(page.getByText('2 changes'));
  await expect.element(page.getByText(/^Step 5: /)).toBeVisible();
  expect(page.getByRole('button').elements()).toEqual([]);
});
