/** A probe's numbers, against the definitions on gradients that are formed one by one. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gramOf, mCoherenceOf, stiffness } from './coherence.ts';
import { probedPairs, probeLength, readProbe } from './probe.ts';
import { cosine } from '../../src/shared/observables/derived.ts';
import { dot, norm } from './step.ts';

/** A dense layer's inputs and output errors, example by example. */
interface Layer {
  readonly inputs: readonly (readonly number[])[];
  readonly errors: readonly (readonly number[])[];
}

/** A sum in both scales. */
const wide = (sum: number): number[] => [sum * 2 ** 60, sum / 2 ** 60];

/** Rounded to float32, as on the device. */
function numbersOf({ inputs, errors }: Layer): number[] {
  const unit = (row: readonly number[]): number[] => row.map((value) => value / (norm(row) || 1));
  const paired = probedPairs(inputs.length);
  const cosines = inputs
    .slice(0, paired)
    .flatMap((a, i) =>
      inputs.slice(0, paired).map((b, j) => dot(unit(a), unit(b)) * dot(unit(errors[i] ?? []), unit(errors[j] ?? []))),
    );
  const sum = gradientsOf({ inputs, errors }).reduce((total, g) => total.map((x, i) => x + (g[i] ?? NaN)));
  return [...wide(dot(sum, sum)), ...inputs.map(norm), ...errors.map(norm), ...cosines];
}

/** Names the values that are undefined but should be defined. */
function expectClose(found: number | undefined, expected: number, digits: number): void {
  if (Number.isNaN(expected)) expect(found).toBeNaN();
  else expect(found).toBeCloseTo(expected, digits);
}

const gradientsOf = ({ inputs, errors }: Layer): Float64Array[] =>
  inputs.map((a, e) => Float64Array.from(a.flatMap((x) => (errors[e] ?? []).map((d) => x * d))));

const layersOf = fc.tuple(fc.integer({ min: 2, max: 9 }), fc.constantFrom(1e-10, 1, 1e10)).chain(([batch, scale]) => {
  const rows = (size: number) =>
    fc.array(
      fc.array(
        fc.integer({ min: -9, max: 9 }).map((x) => x * scale),
        { minLength: size, maxLength: size },
      ),
      { minLength: batch, maxLength: batch },
    );
  const layer = fc.record({ inputs: rows(3), errors: rows(2) });
  const labels = fc.array(fc.nat(2), { minLength: batch, maxLength: batch });
  return fc.tuple(fc.array(layer, { minLength: 1, maxLength: 3 }), labels);
});

describe('a probe of dense layers', () => {
  it('has the coherence, stiffness and alignments of the gradients themselves', () => {
    fc.assert(
      fc.property(layersOf, ([layers, labels]) => {
        const kinds = layers.map(() => ({ exact: true, parts: labels.length }));
        const read = readProbe(kinds, labels, Float32Array.from(layers.flatMap(numbersOf)));
        layers.forEach((layer, i) => {
          const gradients = gradientsOf(layer);
          const found = read.layers[i];
          expectClose(found?.coherence, mCoherenceOf(gradients), 5);
          const expected = stiffness(gramOf(gradients), labels);
          for (const kind of ['all', 'within', 'between'] as const) {
            expectClose(found?.stiffness?.[kind], expected[kind], 5);
          }
        });
        const whole = labels.map((_, e) =>
          Float64Array.from(layers.flatMap((layer) => [...(gradientsOf(layer)[e] ?? [])])),
        );
        const sum = whole.reduce((total, g) => total.map((x, i) => x + (g[i] ?? NaN)));
        // Where the gradients almost cancel, float32 cannot resolve the direction of their sum.
        fc.pre(norm(sum) > 1e-3 * whole.reduce((total, g) => total + norm(g), 0));
        whole.forEach((gradient, e) => {
          expectClose(read.alignments[e], cosine(dot(gradient, sum), norm(gradient), norm(sum)), 4);
        });
      }),
    );
  });

  it('of identical examples: coherence m, stiffness 1, alignment 1; of opposite ones −1', () => {
    const probe = (errors: readonly (readonly number[])[], labels: readonly number[]) => {
      const layer = { inputs: errors.map(() => [1, 2]), errors };
      return readProbe([{ exact: true, parts: errors.length }], labels, Float32Array.from(numbersOf(layer)));
    };
    const same = probe([[3], [3], [3]], [1, 1, 2]);
    expect(same.layers[0]?.coherence).toBeCloseTo(3, 6);
    expect(same.layers[0]?.stiffness?.within).toBeCloseTo(1, 6);
    expect(same.layers[0]?.stiffness?.between).toBeCloseTo(1, 6);
    same.alignments.forEach((alignment) => expect(alignment).toBeCloseTo(1, 6));
    expect(probe([[3], [-3]], [1, 2]).layers[0]?.stiffness?.between).toBeCloseTo(-1, 6);
  });

  it('leaves out an example with a zero gradient', () => {
    const layer = {
      inputs: [[1], [1], [1]],
      errors: [[2], [0], [2]],
    };
    const { layers, alignments } = readProbe(
      [{ exact: true, parts: 3 }],
      [1, 1, 2],
      Float32Array.from(numbersOf(layer)),
    );
    expect(layers[0]?.stiffness?.within).toBeNaN();
    expect(layers[0]?.stiffness?.between).toBeCloseTo(1, 6);
    expect(alignments[1]).toBeNaN();
  });
});

describe('a probe by chunks', () => {
  it('has no single examples, so no stiffness and no alignments', () => {
    const { layers, alignments } = readProbe(
      [{ exact: false, parts: 4 }],
      new Uint8Array(8),
      Float32Array.from([...wide(2), ...wide(1)]),
    );
    // Four chunks of two: shares of ‖s_c‖² summing to 1, ‖Σ s_c‖² = 2.
    expect(layers[0]).toMatchObject({ m: 4, coherence: 2, stiffness: null });
    expect(alignments.length).toBe(0);
  });
});

it('compares at most 256 examples, and says how many numbers to expect', () => {
  expect([probedPairs(128), probedPairs(4096)]).toEqual([128, 256]);
  expect(probeLength({ exact: true, parts: 300 }, 300)).toBe(2 + 600 + 256 ** 2);
  expect(probeLength({ exact: false, parts: 8 }, 300)).toBe(4);
});
