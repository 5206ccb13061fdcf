import { describe, expect, it } from 'vitest';
import { canPass } from '../shared/protocol/failure-kinds.ts';
import { FURTHER, Recovery } from './recovery.ts';

describe('recovery', () => {
  it('restarts three times in a row, then tries the next backend, and ends with cpu', () => {
    const recovery = new Recovery();
    const kinds = Array.from({ length: 4 }, () => recovery.decide(50, 'webgpu'));
    expect(kinds.map(({ type }) => type)).toEqual(['restart', 'restart', 'restart', 'move']);
    expect(kinds[3]).toEqual({ type: 'move', backend: 'wasm' });
    expect(Array.from({ length: 4 }, () => recovery.decide(50, 'wasm')).at(-1)).toEqual({
      type: 'move',
      backend: 'cpu',
    });
    expect(Array.from({ length: 4 }, () => recovery.decide(50, 'cpu')).at(-1)).toEqual({ type: 'give-up' });
  });

  it('resets the count once a run is more than 100 steps past its furthest failure', () => {
    const recovery = new Recovery();
    recovery.decide(500, 'wasm');
    expect(recovery.decide(450, 'wasm')).toEqual({ type: 'restart', attempt: 2 });
    expect(recovery.decide(500 + FURTHER, 'wasm')).toEqual({ type: 'restart', attempt: 3 });
    expect(recovery.decide(601 + FURTHER, 'wasm')).toEqual({ type: 'restart', attempt: 1 });
  });

  it('does not retry failures that a fresh trainer would repeat', () => {
    expect((['data', 'backend', 'not-finite', 'storage'] as const).some(canPass)).toBe(false);
    expect((['device-lost', 'out-of-memory', 'worker', 'internal'] as const).every(canPass)).toBe(true);
  });
});
