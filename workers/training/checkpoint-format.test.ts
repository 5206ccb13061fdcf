import { describe, expect, it } from 'vitest';
import { crc32c } from '../../src/shared/util/crc32c.ts';
import { CHECKPOINT_VERSION, decodeCheckpoint, encodeCheckpoint } from './checkpoint-format.ts';
import type { RunCheckpoint } from './run.ts';
import { headerOf, withHeader } from './testing/checkpoints.ts';

const run: RunCheckpoint = {
  step: 12,
  snapshotAt: 12,
  evaluatedAt: -1,
  seconds: 1.5,
  order: { examples: 10, batch: 3, stream: [1, -2, 3, 4], taken: 2 },
  arms: [
    {
      parameters: [
        {
          value: Float32Array.of(1, NaN, -0),
          slots: { velocity: Float32Array.of(1e-40, Infinity) },
          previousGradient: null,
        },
      ],
      running: [],
      sliding: { snapshots: [[Float32Array.of(0.1)]], segmentNorms: [[0.25]] },
      windows: [],
      gradientSquares: [0.1 + 0.2],
    },
  ],
};

/** `run` as version 1 wrote it. Do not write it again: it tests the checkpoints that users have. */
const FIRST = [
  'U0xDUAEAAAAQUSDlrgEAAHsic3RlcCI6MTIsInNuYXBzaG90QXQiOjEyLCJldmFsdWF0ZWRBdCI6LTEsInNlY29uZHMiOjEuNSwi',
  'b3JkZXIiOnsiZXhhbXBsZXMiOjEwLCJiYXRjaCI6Mywic3RyZWFtIjpbMSwtMiwzLDRdLCJ0YWtlbiI6Mn0sImFybXMiOlt7InBh',
  'cmFtZXRlcnMiOlt7InZhbHVlIjp7IiQiOiJGbG9hdDMyQXJyYXkiLCJhdCI6MCwibGVuZ3RoIjozfSwidmVsb2NpdHkiOnsiJCI6',
  'IkZsb2F0MzJBcnJheSIsImF0IjoxNiwibGVuZ3RoIjoyfSwicHJldmlvdXNHcmFkaWVudCI6bnVsbH1dLCJydW5uaW5nIjpbXSwi',
  'c2xpZGluZyI6eyJzbmFwc2hvdHMiOltbeyIkIjoiRmxvYXQzMkFycmF5IiwiYXQiOjI0LCJsZW5ndGgiOjF9XV0sInNlZ21lbnRO',
  'b3JtcyI6W1swLjI1XV19LCJ3aW5kb3dzIjpbXSwiZ3JhZGllbnRTcXVhcmVzIjpbMC4zMDAwMDAwMDAwMDAwMDAwNF19XX0AAAAA',
  'gD8AAMB/AAAAgAAAAADCFgEAAACAf83MzD0AAAAA',
].join('');

describe('checkpoint format', () => {
  it('computes the standard CRC-32C', () => {
    expect(crc32c(new TextEncoder().encode('123456789'))).toBe(0xe3069283);
  });

  it('opens what the first release with checkpoints wrote', () => {
    const written = Uint8Array.from(atob(FIRST), (byte) => byte.charCodeAt(0));
    expect(decodeCheckpoint(written)).toEqual(run);
  });

  it('keeps every number bit for bit', () => {
    expect(decodeCheckpoint(encodeCheckpoint(run))).toEqual(run);
  });

  it('allocates no more than the file holds, however often the header names one array', () => {
    const bytes = encodeCheckpoint(run);
    const array = '{"$":"Float32Array","at":0,"length":3}';
    const header = headerOf(bytes);
    expect(header).toContain(array);
    expect(decodeCheckpoint(withHeader(bytes, header))).toEqual(run);
    const more = header.replace(array, `[${Array.from({ length: 100 }, () => array).join()}]`);
    expect(() => decodeCheckpoint(withHeader(bytes, more))).toThrow('The checkpoint is damaged.');
  });

  it('names a newer release', () => {
    const bytes = encodeCheckpoint(run);
    new DataView(bytes.buffer).setUint32(4, CHECKPOINT_VERSION + 1, true);
    expect(() => decodeCheckpoint(bytes)).toThrow(/newer release/);
  });
});
