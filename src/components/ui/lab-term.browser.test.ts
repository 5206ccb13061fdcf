/** An explanation's card opens on a long hover, on Enter and on a press, beside its name, and closes again. */
import { html } from 'lit';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { page, userEvent, type Locator } from 'vitest/browser';
import { clear, expectFocus, show } from '../testing/on-page.ts';
import './lab-term.ts';

/** Longer than a pointer must rest, and than it may leave on its way to the card, ms. */
const RESTED = 1100;

const [width, height] = [800, 600];
const cards = page.getByRole('group', { name: 'Explanation' });
const more = cards.getByText('More', { exact: true }).first();
/** The words that are pressed; they are slotted into the term, so it is not found by its text. */
function term(key: string): Locator {
  const word = document.querySelector(`#${key}`)?.shadowRoot?.querySelector<HTMLElement>('dfn');
  if (!word) throw new Error(`no term ${key}`);
  return page.elementLocator(word);
}
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

beforeEach(async () => {
  await page.viewport(width, height);
  await show(
    html`<h1>Elsewhere</h1>
      <button>Before</button>
      <p><lab-term .of=${'loss'} id="loss">Loss</lab-term></p>
      <p style="display: flex; gap: 400px">
        <lab-term .of=${'tpm'} id="tpm">TPM</lab-term>
        <lab-term .of=${['accuracy', 'trainAccuracy']} id="accuracy">Accuracy</lab-term>
      </p>`,
  );
  await userEvent.hover(page.getByRole('heading', { name: 'Elsewhere' }));
});

afterEach(clear);

/** Also in shadow roots. */
const contains = (root: ParentNode, selector: string): boolean =>
  root.querySelector(selector) !== null ||
  [...root.querySelectorAll('*')].some(({ shadowRoot }) => shadowRoot !== null && contains(shadowRoot, selector));

/** The card is inside the window and does not cover its name. */
function expectPlaced(name: string): void {
  const [word, card] = [term(name), cards].map((each) => each.element().getBoundingClientRect());
  if (!word || !card) throw new Error('not on the page');
  expect(card.left).toBeGreaterThanOrEqual(0);
  expect(card.right).toBeLessThanOrEqual(width);
  expect(card.top).toBeGreaterThanOrEqual(0);
  expect(card.bottom).toBeLessThanOrEqual(height);
  expect(card.top >= word.bottom || card.bottom <= word.top, 'beside its name').toBe(true);
}

it('opens for a pointer that rests on the name, shows more, and closes when it leaves', async () => {
  expect(term('loss').element().getAttribute('aria-description')).toMatch(/^How far the network’s.*cross-entropy\.$/);
  await userEvent.hover(term('loss'));
  await expect.element(cards.getByText('How far the network’s probabilities are from the labels')).toBeVisible();
  expectPlaced('loss');
  await userEvent.hover(more);
  await wait(RESTED);
  await expect.element(cards).toBeVisible();
  await userEvent.click(more);
  await expect.element(cards.getByText(/ỹ: given label/)).toBeVisible();
  await expect.element(cards.getByText(/0 … ∞/)).toBeVisible();
  await expect.element(cards.getByRole('link', { name: /Zhang et al\. 2017/ }).first()).toBeVisible();
  await expect.poll(() => contains(document, 'math mfrac')).toBe(true);
  expectPlaced('loss');
  await userEvent.hover(page.getByRole('button', { name: 'Before' }));
  await expect.element(cards).not.toBeInTheDocument();
});

it('stays closed for a pointer that passes', async () => {
  await userEvent.hover(term('loss'));
  await userEvent.hover(page.getByRole('heading', { name: 'Elsewhere' }));
  await wait(RESTED);
  await expect.element(cards).not.toBeInTheDocument();
});

it('opens by Enter, closes by Escape or by leaving, and lets the keyboard reach its sources', async () => {
  const name = term('loss');
  (name.element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(cards.getByText('How far the network’s probabilities are from the labels')).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.element(cards).not.toBeInTheDocument();
  await expectFocus(name);
  await userEvent.keyboard('{Enter}{Tab}');
  await expectFocus(more);
  await userEvent.keyboard('{Enter}');
  const source = cards.getByRole('link').first();
  await expect.element(source).toBeVisible();
  // A formula that is wider than the card is a stop of its own, to scroll it.
  await userEvent.keyboard('{Tab}');
  if (!source.element().matches(':focus')) await userEvent.keyboard('{Tab}');
  await expectFocus(source);
  await userEvent.keyboard('{Escape}');
  await expectFocus(name);
  await expect.element(cards).not.toBeInTheDocument();
  await userEvent.keyboard('{Enter}{Enter}');
  await expect.element(cards).not.toBeInTheDocument();
  // A card never covers the element that gets the focus.
  await userEvent.keyboard('{Enter}');
  await expect.element(cards).toBeVisible();
  await userEvent.keyboard('{Shift>}{Tab}{/Shift}');
  await expect.element(cards).not.toBeInTheDocument();
});

it('stays, once pressed, until it is pressed again, or something else is', async () => {
  const name = term('accuracy');
  await userEvent.click(name);
  await expect.element(cards).toBeVisible();
  await userEvent.hover(page.getByRole('heading', { name: 'Elsewhere' }));
  await wait(RESTED);
  await expect.element(cards).toBeVisible();
  // Another term's card is next to it and closes first.
  await userEvent.hover(term('tpm'));
  await expect.poll(() => cards.elements()).toHaveLength(2);
  await userEvent.keyboard('{Escape}');
  await expect.poll(() => cards.elements()).toHaveLength(1);
  await expect.element(cards.getByText('Fraction of the minibatch')).toBeVisible();
  await userEvent.click(name);
  await expect.element(cards).not.toBeInTheDocument();
  await userEvent.click(name);
  await userEvent.click(page.getByRole('heading', { name: 'Elsewhere' }));
  await expect.element(cards).not.toBeInTheDocument();
});
