import { expect, it } from 'vitest';
import { parseAddress } from '../shared/run/run-url.ts';
import { welcomeWords } from './welcome-words.ts';

it.each([
  ['', /learn 5,000 handwritten digits; shuffle their labels/],
  ['data=cifar10&n=2000', /learn 2,000 small photographs/],
  ['data=synthetic&twin=1', /the same network learn 5,000 made-up patterns twice/],
  ['preset=partial', /^Press Train\. With 40% of the labels resampled/],
])('%j says what the user will see', (query, words) => {
  expect(welcomeWords(parseAddress(query).address)).toMatch(words);
});

it('promises nothing if there are no images yet', () => {
  expect(welcomeWords(parseAddress('data=own').address, true)).toMatch(/^Give the lab images of your own/);
});
