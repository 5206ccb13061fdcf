/** Predictions of single examples, as the page gets them. */
import { expect, it } from 'vitest';
import { TrackedExamples, shownImages } from './tracked-examples.ts';

it('shows the first images of the draw, or all if there are few', () => {
  const images = (count: number) => ({
    pixels: Uint8Array.from({ length: count * 4 }, (_, i) => i % 251),
    labels: Uint8Array.from({ length: count }, (_, i) => i % 10),
    count,
    size: 2,
    channels: 1,
  });
  const many = shownImages(images(60));
  expect([many.pixels.length, many.trueLabels.length]).toEqual([192, 48]);
  expect(many.pixels[191]).toBe(191);
  expect(shownImages(images(3)).trueLabels).toEqual(Uint8Array.of(0, 1, 2));
});

it('reports new predictions and changed labels', () => {
  const shown = new TrackedExamples(Uint8Array.of(1, 2));
  expect(shown.predictions).toEqual({ step: 0, observed: Uint8Array.of(1, 2), predicted: null });
  shown.changed = false;
  shown.predict(10, Uint8Array.of(1, 2), Uint8Array.of(1, 7));
  expect(shown.changed).toBe(true);
  expect(shown.predictions).toEqual({ step: 10, observed: Uint8Array.of(1, 2), predicted: Uint8Array.of(1, 7) });
  shown.relabel(25, Uint8Array.of(3, 4));
  expect(shown.predictions).toEqual({ step: 25, observed: Uint8Array.of(3, 4), predicted: Uint8Array.of(1, 7) });
});

it('an evaluation from before a change of labels does not restore the old ones', () => {
  const shown = new TrackedExamples(Uint8Array.of(1));
  shown.relabel(25, Uint8Array.of(3));
  shown.predict(20, Uint8Array.of(1), Uint8Array.of(1));
  expect(shown.predictions).toEqual({ step: 25, observed: Uint8Array.of(3), predicted: Uint8Array.of(1) });
});
