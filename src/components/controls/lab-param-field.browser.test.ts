/** A setting's field: it tells what it can use, and keeps what it cannot, with the reason and the value in force. */
import { html } from 'lit';
import { afterEach, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { ParamSpec } from '../../shared/run/run-params.ts';
import { norm } from '../../shared/settings/network.ts';
import { batch, twin } from '../../shared/settings/training.ts';
import { clear, component, heard, settled, show } from '../testing/on-page.ts';
import './lab-param-field.ts';

async function showField(spec: ParamSpec, value: unknown, resolved: unknown = null): Promise<unknown[]> {
  await show(html`<lab-param-field .spec=${spec} .value=${value} .resolved=${resolved}></lab-param-field>`);
  return heard(component('lab-param-field'), 'param-change');
}

afterEach(clear);

it('keeps a text that it cannot use, and says which value is used', async () => {
  const told = await showField(batch, 128);
  const field = page.getByRole('textbox', { name: 'Batch size' });
  await userEvent.fill(field, 'many');
  await userEvent.keyboard('{Tab}');
  await expect.element(field).toHaveValue('many');
  await expect.element(field).toHaveAttribute('aria-invalid', 'true');
  await expect.element(page.getByText(/128 is used until then/)).toBeVisible();
  await expect.element(field).toHaveAttribute('aria-errormessage', 'issue');
  expect(told).toEqual([]);

  await userEvent.fill(field, ' 50 ');
  await userEvent.keyboard('{Enter}');
  expect(told).toEqual([50]);
  await expect.element(field).toHaveAttribute('aria-invalid', 'false');
});

it('forgets the wrong text when another value arrives', async () => {
  await showField(batch, 128);
  const field = page.getByRole('textbox', { name: 'Batch size' });
  await userEvent.fill(field, '-3');
  await userEvent.keyboard('{Enter}');
  await expect.element(field).toHaveAttribute('aria-invalid', 'true');
  component('lab-param-field').value = 64;
  await settled();
  await expect.element(field).toHaveValue('64');
  await expect.element(field).toHaveAttribute('aria-invalid', 'false');
});

it('shows the lab’s choice of an open setting, and is emptied to leave it open', async () => {
  const told = await showField(norm, null, 'none');
  const field = page.getByRole('combobox', { name: 'Normalization' });
  await expect.element(field).toHaveDisplayValue('auto (none)');
  await userEvent.selectOptions(field, 'batch');
  expect(told).toEqual(['batch']);
  await userEvent.selectOptions(field, 'auto (none)');
  expect(told).toEqual(['batch', null]);
});

it('a setting that is on or off is a checkbox', async () => {
  const told = await showField(twin, false);
  await userEvent.click(page.getByRole('checkbox'));
  expect(told).toEqual([true]);
});
