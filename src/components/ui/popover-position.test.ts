import { describe, expect, it } from 'vitest';
import { popoverPosition, isOutside, placeBeside } from './popover-position.ts';

const WINDOW = { width: 1280, height: 800 };
const name = (left: number, top: number) => ({ left, top, right: left + 60, bottom: top + 20 });

describe('a card', () => {
  it('is below its term, aligned with its left edge', () => {
    expect(popoverPosition(name(100, 200), { width: 560, height: 300 }, WINDOW)).toEqual({
      left: 100,
      top: 224,
      height: 300,
    });
  });

  it('is above if it only fits there', () => {
    expect(popoverPosition(name(100, 600), { width: 560, height: 300 }, WINDOW)).toEqual({
      left: 100,
      top: 296,
      height: 300,
    });
  });

  it('stays within the window at its right and on a phone', () => {
    expect(popoverPosition(name(1200, 200), { width: 560, height: 300 }, WINDOW).left).toBe(712);
    expect(popoverPosition(name(300, 200), { width: 344, height: 300 }, { width: 360, height: 640 }).left).toBe(8);
  });

  it('shrinks to the larger side if it fits on neither, and does not cover its term', () => {
    const tall = { width: 344, height: 900 };
    expect(popoverPosition(name(10, 100), tall, WINDOW)).toEqual({ left: 10, top: 124, height: 668 });
    expect(popoverPosition(name(10, 700), tall, WINDOW)).toEqual({ left: 10, top: 8, height: 688 });
  });
});

describe('a control’s card', () => {
  it('is to the right, within the window’s height', () => {
    expect(placeBeside(256, name(16, 200), { width: 560, height: 300 }, WINDOW)).toEqual({
      left: 260,
      top: 200,
      height: 300,
    });
    expect(placeBeside(256, name(16, 700), { width: 560, height: 300 }, WINDOW)?.top).toBe(492);
  });

  it('is elsewhere if there is no room, as on a phone', () => {
    expect(placeBeside(344, name(16, 200), { width: 344, height: 300 }, { width: 360, height: 640 })).toBeNull();
  });
});

it('a term is outside once no part of it is in the window', () => {
  expect(
    [name(0, -19), name(0, -20), name(0, 799), name(0, 800), name(1280, 0)].map((at) => isOutside(at, WINDOW)),
  ).toEqual([false, true, false, true, true]);
});
