/** A slider of a setting: it tells a value on release, its text while it is dragged, and has a field for an exact one. */
import { html } from 'lit';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { lr } from '../../shared/settings/training.ts';
import { clear, component, heard, settled, show } from '../testing/on-page.ts';
import './lab-slider.ts';
import { logScale } from './scale.ts';

const slider = page.getByRole('slider', { name: 'Learning rate' });
const exact = page.getByRole('textbox', { name: 'Learning rate, exact' });
let told: number[];

beforeEach(async () => {
  await show(
    html`<lab-slider
      label="Learning rate"
      .scale=${logScale(-4, 0, false)}
      .value=${0.05}
      .exact=${lr.type}
    ></lab-slider>`,
  );
  told = heard(component('lab-slider'), 'value-change');
});

afterEach(clear);

it('moves by a twentieth of a decade, and tells the value with two digits', async () => {
  await expect.element(slider).toHaveAttribute('aria-valuetext', '0.05');
  (slider.element() as HTMLElement).focus();
  await userEvent.keyboard('{ArrowRight}');
  expect(told).toEqual([0.056]);
  await userEvent.keyboard('{Home}');
  expect(told).toEqual([0.056, 0.0001]);
});

it('shows the value under a drag, and tells it once, on release', async () => {
  const input = slider.element() as HTMLInputElement;
  for (const position of ['70', '75', '80']) {
    input.value = position;
    input.dispatchEvent(new Event('input', { bubbles: true }));
    await settled();
  }
  await expect.element(exact).toHaveValue('1');
  await expect.element(slider).toHaveAttribute('aria-valuetext', '1');
  expect(told).toEqual([]);
  input.dispatchEvent(new Event('change', { bubbles: true }));
  expect(told).toEqual([1]);
});

it('takes an exact value that the scale does not have, and puts back a text that is none', async () => {
  await userEvent.fill(exact, '0.0333');
  await userEvent.keyboard('{Enter}');
  expect(told).toEqual([0.0333]);
  await userEvent.fill(exact, 'fast');
  await userEvent.keyboard('{Enter}');
  await expect.element(exact).toHaveValue('0.05');
  expect(told).toEqual([0.0333]);
});
