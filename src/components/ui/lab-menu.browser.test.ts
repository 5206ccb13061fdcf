/** The menu button by pointer and keyboard, as the WAI-ARIA pattern has it. */
import { html } from 'lit';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { clear, component, expectFocus, heard, show } from '../testing/on-page.ts';
import './lab-menu.ts';

const opener = page.getByRole('button', { name: 'Save' });
const menu = page.getByRole('menu');
const item = (name: string) => page.getByRole('menuitem', { name, exact: true });
let chosen: string[];

beforeEach(async () => {
  await show(
    html`<p><a href="#">Before</a></p>
      <lab-menu below label="Save" .items=${['PNG', 'SVG', 'Copy', 'PDF']}></lab-menu>`,
  );
  chosen = heard(component('lab-menu'), 'menu-choice');
});

afterEach(clear);

it('opens by a click with the focus on the first item; a choice closes it and gives the focus back', async () => {
  await expect.element(opener).toHaveAttribute('aria-expanded', 'false');
  await userEvent.click(opener);
  await expect.element(opener).toHaveAttribute('aria-expanded', 'true');
  await expectFocus(item('PNG'));
  await userEvent.click(item('SVG'));
  expect(chosen).toEqual(['SVG']);
  await expect.element(menu).not.toBeInTheDocument();
  await expectFocus(opener);
});

it('goes around with the arrows, to the ends, and to an item by its first letter', async () => {
  (opener.element() as HTMLElement).focus();
  await userEvent.keyboard('{ArrowUp}');
  await expectFocus(item('PDF'));
  await userEvent.keyboard('{ArrowDown}');
  await expectFocus(item('PNG'));
  await userEvent.keyboard('{End}');
  await expectFocus(item('PDF'));
  await userEvent.keyboard('{Home}{ArrowDown}');
  await expectFocus(item('SVG'));
  await userEvent.keyboard('p');
  await expectFocus(item('PDF'));
  await userEvent.keyboard('p');
  await expectFocus(item('PNG'));
  await userEvent.keyboard('{Enter}');
  expect(chosen).toEqual(['PNG']);
});

it('closes by Escape, which goes back to the button, by Tab and by a press elsewhere, and chooses nothing', async () => {
  await userEvent.click(opener);
  await userEvent.keyboard('{Escape}');
  await expect.element(menu).not.toBeInTheDocument();
  await expectFocus(opener);
  await userEvent.click(opener);
  await userEvent.keyboard('{Tab}');
  await expect.element(menu).not.toBeInTheDocument();
  await userEvent.click(opener);
  await userEvent.click(page.getByRole('link', { name: 'Before' }));
  await expect.element(menu).not.toBeInTheDocument();
  expect(chosen).toEqual([]);
});
