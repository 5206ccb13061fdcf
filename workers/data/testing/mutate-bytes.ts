/** For tests: seeded, format-independent damage to bytes. */
import type { RandomStream } from '../../../src/shared/util/random.ts';
import { join } from './archives.ts';

/** One random fault: bytes changed, bits flipped, a piece removed, doubled, zeroed or moved, or the end cut off. */
export function mutateBytes(bytes: Uint8Array, random: RandomStream): Uint8Array {
  const mutant = bytes.slice();
  if (mutant.length === 0) return Uint8Array.of(random.integer(256));
  const at = random.integer(mutant.length);
  const piece = mutant.slice(at, at + 1 + random.integer(700));
  switch (random.integer(7)) {
    case 0:
      mutant[at] = random.integer(256);
      return mutant;
    case 1:
      mutant[at] = (mutant[at] ?? 0) ^ (1 << random.integer(8));
      return mutant;
    case 2:
      return join([mutant.subarray(0, at), mutant.subarray(at + piece.length)]);
    case 3:
      return join([mutant.subarray(0, at), piece, mutant.subarray(at)]);
    case 4:
      return mutant.fill(0, at, at + piece.length);
    case 5:
      mutant.set(piece.subarray(0, mutant.length - at), Math.max(0, random.integer(mutant.length) - piece.length));
      return mutant;
    default:
      return mutant.slice(0, at);
  }
}
