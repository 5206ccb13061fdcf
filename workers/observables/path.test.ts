import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tpmGuides } from '../../src/shared/observables/derived.ts';
import {
  channelStraightness,
  channelStraightnessOf,
  decayAlignment,
  decayAlignmentOf,
  decayAlignmentOfEnds,
  decayShare,
  meanDefined,
  pathStraightness,
  pathStraightnessOf,
  segmentCosine,
  segmentCosineOf,
} from './path.ts';
import { dot, norm } from './step.ts';

const point = (...coordinates: number[]): Float64Array => Float64Array.from(coordinates);
const basis = (size: number, at: number): Float64Array =>
  Float64Array.from({ length: size }, (_, i) => (i === at ? 1 : 0));
/** Snapshots that start at the origin and move by each step in turn. */
function walk(steps: readonly Float64Array[]): Float64Array[] {
  const path = [new Float64Array(steps[0]?.length ?? 0)];
  for (const step of steps) path.push((path[path.length - 1] ?? step).map((x, i) => x + (step[i] ?? NaN)));
  return path;
}
const zigzag = walk([1, -1, 1, -1, 1].map((step) => point(step)));
const orthonormal = walk([0, 1, 2, 3, 4, 5].map((at) => basis(6, at)));
const simplex = [0, 1, 2, 3, 4, 5, 6].map((at) => basis(7, at));
const halfCircle = [0, 1, 2, 3, 4, 5, 6].map((k) => point(Math.cos((k * Math.PI) / 6), Math.sin((k * Math.PI) / 6)));
const pureDecay = [0, 1, 2, 3, 4, 5, 6].map((k) => point(3, 4).map((x) => x * 0.9 ** k));
const square = [point(0, 0), point(1, 0), point(1, 1), point(0, 1), point(0, 0)];

describe('TPM of a known path', () => {
  it.each([
    ['a line', [point(0, 0), point(1, 2), point(3, 6)], 1],
    ['a closed square', square, 0],
    ['a right angle of equal legs', [point(0, 0), point(1, 0), point(1, 1)], 0.70711],
    ['a right angle of legs 3, 4', [point(0, 0), point(3, 0), point(3, 4)], 0.71429],
    ['6 orthonormal steps', orthonormal, 0.40825],
    ['7 vertices of a regular simplex', simplex, 0.16667],
    ['a zigzag of 5 equal segments', zigzag, 0.2],
    ['a half circle in 6 segments', halfCircle, 0.64395],
    ['pure decay', pureDecay, 1],
  ])('%s', (_, snapshots, expected) => {
    expect(pathStraightnessOf(snapshots)).toBeCloseTo(expected, 5);
  });

  it('is not defined when nothing moved', () => {
    expect(pathStraightnessOf([point(1, 2), point(1, 2), point(1, 2)])).toBeNaN();
    expect(pathStraightnessOf([point(1, 2)])).toBeNaN();
    expect(pathStraightness(0, [0, 0])).toBeNaN();
  });

  it('matches the guides for a line, a random walk and jitter', () => {
    const guides = tpmGuides(6);
    expect(guides.straight).toBe(1);
    expect(guides.randomWalk).toBeCloseTo(pathStraightnessOf(orthonormal), 12);
    expect(guides.jitter).toBeCloseTo(pathStraightnessOf(simplex), 12);
  });
});

const size = fc.integer({ min: 1, max: 6 });
const paths = size.chain((length) =>
  fc.array(
    fc
      .array(
        fc.double({ min: -10, max: 10, noNaN: true }).map((x) => Math.round(x * 1e3) / 1e3),
        {
          minLength: length,
          maxLength: length,
        },
      )
      .map((xs) => Float64Array.from(xs)),
    { minLength: 3, maxLength: 9 },
  ),
);
const moving = paths.filter((path) => path.some((w) => w.some((x, i) => x !== path[0]?.[i])));

/** A rotation by `angle` in each plane of two neighbouring coordinates, one after the other. */
function rotated(values: Float64Array, angle: number): Float64Array {
  const turned = values.slice();
  for (let i = 0; i + 1 < turned.length; i++) {
    const [x = NaN, y = NaN] = turned.subarray(i, i + 2);
    turned[i] = x * Math.cos(angle) - y * Math.sin(angle);
    turned[i + 1] = x * Math.sin(angle) + y * Math.cos(angle);
  }
  return turned;
}

describe('TPM of any path', () => {
  it('is in [0, 1] and does not change under scaling, rotation, translation and reversal', () => {
    fc.assert(
      fc.property(moving, fc.double({ min: -Math.PI, max: Math.PI, noNaN: true }), (path, angle) => {
        const straightness = pathStraightnessOf(path);
        expect(straightness).toBeGreaterThanOrEqual(0);
        expect(straightness).toBeLessThanOrEqual(1);
        for (const scale of [1e-20, -3, 1e20]) {
          expect(pathStraightnessOf(path.map((w) => w.map((x) => x * scale)))).toBeCloseTo(straightness, 9);
        }
        expect(pathStraightnessOf(path.map((w) => rotated(w, angle)))).toBeCloseTo(straightness, 9);
        expect(pathStraightnessOf(path.map((w) => w.map((x) => x + 0.5)))).toBeCloseTo(straightness, 9);
        expect(pathStraightnessOf([...path].reverse())).toBeCloseTo(straightness, 12);
      }),
    );
  });

  it('never rises with a finer stride', () => {
    fc.assert(
      fc.property(moving, fc.array(fc.nat(), { maxLength: 5 }), (path, dropped) => {
        const inner = new Set(dropped.map((k) => 1 + (k % Math.max(1, path.length - 2))));
        const coarse = path.filter((_, k) => k === 0 || k === path.length - 1 || !inner.has(k));
        const straightness = pathStraightnessOf(coarse);
        if (Number.isNaN(straightness)) return;
        expect(pathStraightnessOf(path)).toBeLessThanOrEqual(straightness + 1e-12);
      }),
    );
  });

  it('agrees with the segments’ mean cosine where their lengths are equal', () => {
    const angles = fc.array(fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }), { minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(angles, (turns) => {
        const path = walk(turns.map((turn) => point(Math.cos(turn), Math.sin(turn))));
        const n = turns.length;
        expect(pathStraightnessOf(path) ** 2).toBeCloseTo((1 + (n - 1) * segmentCosineOf(path)) / n, 9);
      }),
    );
  });
});

describe('TPM of each output channel', () => {
  it('separates the channels of the last axis: a line and a closed path have mean .5', () => {
    // Two weights in each of two channels, interleaved as in kernels: channel 0 goes straight, channel 1 returns.
    const path = [point(0, 0, 0, 0), point(1, 1, 1, 0), point(2, 1, 2, 1), point(3, 0, 3, 1), point(4, 0, 4, 0)];
    const channels = channelStraightnessOf(path, 2);
    expect([...channels]).toEqual([1, 0]);
    expect(meanDefined(channels)).toBe(0.5);
  });

  it('leaves out a channel that did not move', () => {
    const channels = channelStraightness(
      [0, 3],
      [
        [0, 1],
        [0, 3],
      ],
    );
    expect(channels[0]).toBeNaN();
    expect(channels[1]).toBe(0.75);
    expect(meanDefined(channels)).toBe(0.75);
    expect(meanDefined([NaN])).toBeNaN();
  });

  it('is the layer’s TPM where there is one channel', () => {
    fc.assert(
      fc.property(moving, (path) => {
        expect(channelStraightnessOf(path, 1)[0]).toBeCloseTo(pathStraightnessOf(path), 12);
      }),
    );
  });
});

describe('segment cosine', () => {
  it('is 1 along a line, 0 for orthogonal segments, −1/(n−1) for a closed regular path', () => {
    expect(segmentCosineOf(pureDecay)).toBeCloseTo(1, 12);
    expect(segmentCosineOf(orthonormal)).toBeCloseTo(0, 12);
    expect(segmentCosineOf(square)).toBeCloseTo(-1 / 3, 12);
    expect(segmentCosine(6, 3)).toBe(0.5);
  });

  it('counts the segments that moved and is not defined for fewer than two', () => {
    expect(segmentCosineOf([point(0), point(1), point(1), point(2)])).toBe(1);
    expect(segmentCosineOf([point(0), point(1), point(1)])).toBeNaN();
  });
});

describe('decay alignment', () => {
  it('is 1 for pure decay, −1 for w → 2w, 0 for a move across', () => {
    expect(decayAlignmentOf(point(3, 4), point(1.5, 2))).toBeCloseTo(1, 12);
    expect(decayAlignmentOf(point(3, 4), point(6, 8))).toBeCloseTo(-1, 12);
    expect(decayAlignmentOf(point(3, 4), point(3 - 4, 4 + 3))).toBeCloseTo(0, 12);
  });

  it('is not defined when nothing moved or the weights began at 0', () => {
    expect(decayAlignmentOf(point(3, 4), point(3, 4))).toBeNaN();
    expect(decayAlignmentOf(point(0, 0), point(3, 4))).toBeNaN();
    expect(decayAlignmentOfEnds(25, 25, 25)).toBeNaN();
  });

  it('is the same from vectors, from the displacement and from the ends’ inner products', () => {
    fc.assert(
      fc.property(moving, (path) => {
        const [start = point(), stop = point()] = [path[0], path[path.length - 1]];
        const moved = stop.map((x, i) => x - (start[i] ?? NaN));
        fc.pre(norm(start) > 0.01 && norm(moved) > 0.01);
        const expected = -dot(start, moved) / Math.sqrt(dot(start, start) * dot(moved, moved));
        expect(decayAlignmentOf(start, stop)).toBeCloseTo(expected, 9);
        expect(decayAlignment(dot(start, moved), norm(start), norm(moved))).toBeCloseTo(expected, 9);
        expect(decayAlignmentOfEnds(dot(start, start), dot(stop, stop), dot(start, stop))).toBeCloseTo(expected, 4);
      }),
    );
  });
});

describe('decay share', () => {
  it('is the decay force over the summed gradient', () => {
    expect(decayShare(3, 4)).toBe(0.75);
    expect(decayShare(3, 0)).toBeNaN();
  });
});
