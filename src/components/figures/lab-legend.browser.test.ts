/** A chart's legend: values in rows, lines hidden and isolated, and a stop for the keyboard where it scrolls. */
import { html } from 'lit';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { clear, component, heard, settled, show } from '../testing/on-page.ts';
import './lab-legend.ts';
import type { LegendRow } from './legend-rows.ts';

const style = { color: '#00639f', dash: [], width: 2 };
const row = (name: string, ...texts: readonly (string | undefined)[]): LegendRow => ({
  name,
  cells: texts.map((text) => (text === undefined ? undefined : { style, text })),
});
const line = (name: string) => page.getByRole('checkbox', { name, exact: true });
const legend = page.getByRole('region', { name: 'Loss: at step 40' });
let choices: { readonly name: string; readonly alone: boolean }[];
let pointed: (string | null)[];

beforeEach(async () => {
  await page.viewport(800, 600);
  const rows = [row('training', '0.52'), row('test', '–')];
  await show(
    html`<div style="width: 400px; container-type: inline-size">
      <h1>Elsewhere</h1>
      <lab-legend label="Loss: at step 40" .rows=${rows}></lab-legend>
    </div>`,
  );
  choices = heard(component('lab-legend'), 'line-choice');
  pointed = heard(component('lab-legend'), 'line-hover');
});

afterEach(clear);

it('has a value for each line; a press hides a line, Enter and a double press ask for it alone', async () => {
  await expect.element(page.getByRole('row', { name: 'training 0.52' })).toBeVisible();
  await expect.element(page.getByRole('row', { name: 'test –' })).toBeVisible();
  await userEvent.click(line('training'));
  expect(choices).toEqual([{ name: 'training', alone: false }]);
  (line('test').element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  expect(choices.slice(1)).toEqual([{ name: 'test', alone: true }]);
  await userEvent.dblClick(line('training'));
  expect(choices.at(-1)).toEqual({ name: 'training', alone: true });
});

it('marks a hidden line by more than its colour', async () => {
  component('lab-legend').hiddenNames = new Set(['test']);
  await settled();
  await expect.element(line('test')).not.toBeChecked();
  await expect.element(line('training')).toBeChecked();
  const name = line('test').element().closest('label');
  expect(name && getComputedStyle(name).textDecorationLine).toBe('line-through');
});

it('tells the line under the pointer, and that there is none after it', async () => {
  await userEvent.hover(page.getByRole('heading', { name: 'Elsewhere' }));
  pointed.length = 0;
  await userEvent.hover(page.getByRole('row', { name: 'test –' }));
  await userEvent.hover(page.getByRole('heading', { name: 'Elsewhere' }));
  expect(pointed).toEqual(['test', null]);
});

it('has a column for each variant, and a blank where a variant has no such line', async () => {
  const legendElement = component('lab-legend');
  legendElement.variants = ['true labels', 'shuffled labels'];
  legendElement.heads = legendElement.variants;
  legendElement.rows = [row('test', '0.4', '2.3'), row('corrupted', undefined, '3.1')];
  await settled();
  const heads = page
    .getByRole('columnheader')
    .elements()
    .map((head) => head.textContent.trim());
  expect(heads).toEqual(['line', 'true labels', 'shuffled labels']);
  const cells = page
    .getByRole('cell')
    .elements()
    .map((cell) => cell.textContent.trim());
  expect(cells).toEqual(['0.4', '2.3', '', '3.1']);
});

it('is a stop for the keyboard only where it has more lines than fit', async () => {
  await expect.element(legend).not.toHaveAttribute('tabindex');
  const legendElement = component('lab-legend');
  legendElement.rows = Array.from({ length: 9 }, (_, k) => row(`dense${k + 1}`, String(k)));
  legendElement.lines = 4;
  await settled();
  await expect.element(legend).toHaveAttribute('tabindex', '0');
});
