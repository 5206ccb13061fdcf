/** Single examples in words: outcome, filters, text alternatives. */
import { expect, it } from 'vitest';
import { cardText, exampleCards, passes, standingOf, standingText } from './example-cards.ts';

const NAMES = ['zero', 'one', 'two'];
const images = { pixels: new Uint8Array(3), size: 1, channels: 1, trueLabels: Uint8Array.of(2, 1, 0) };
const shuffled = { step: 40, observed: Uint8Array.of(1, 1, 2), predicted: Uint8Array.of(2, 1, 2) };
const plain = { step: 40, observed: Uint8Array.of(2, 1, 0), predicted: Uint8Array.of(2, 0, 0) };

it('classifies the outcome of an example', () => {
  expect([standingOf(1, 1, 1), standingOf(2, 1, 2), standingOf(2, 1, 1)]).toEqual(['fitted', 'memorized', 'resists']);
  expect([standingOf(2, 1, 0), standingOf(1, 1, 0), standingOf(1, 1, undefined)]).toEqual([
    'missed',
    'missed',
    'unknown',
  ]);
});

it('names labels and filters by outcome', () => {
  const cards = exampleCards(images, [shuffled], NAMES);
  expect(cards[0] && cardText(cards[0], [])).toBe('image 1: given one, true two, predicted two');
  expect(cards.filter((card) => passes(card, 'wrong')).map(({ index }) => index)).toEqual([0, 2]);
  expect(cards.filter((card) => passes(card, 'missed')).map(({ index }) => index)).toEqual([0]);
  expect(cards.filter((card) => passes(card, 'all'))).toHaveLength(3);
  expect(standingText(cards, 0)).toBe(
    '1 of 1 right labels fitted; of 2 wrong labels 1 memorized, 1 predicted as they truly are, 0 as neither.',
  );
});

it('distinguishes the variants of a paired run', () => {
  const [first] = exampleCards(images, [plain, shuffled], NAMES);
  expect(first && cardText(first, ['true labels', 'shuffled labels'])).toBe(
    'image 1: true two; true labels: given two, predicted two; shuffled labels: given one, predicted two',
  );
  expect(standingText(exampleCards(images, [plain, shuffled], NAMES), 0)).toBe(
    '2 of 3 right labels fitted; no label is wrong.',
  );
});

it('says nothing about examples without an evaluation', () => {
  const cards = exampleCards(images, [{ ...shuffled, predicted: null }], NAMES);
  expect(standingText(cards, 0)).toBe('');
  expect(cards.filter((card) => passes(card, 'missed'))).toHaveLength(0);
  expect(cards[1] && cardText(cards[1], [])).toBe('image 2: given one, true one, not evaluated yet');
});
