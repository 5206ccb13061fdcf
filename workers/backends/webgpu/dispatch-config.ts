/** How work is divided among a device's threads. Numbers alone: no program's result depends on them but by rounding. */

export interface DispatchConfig {
  /** Threads of a group, a power of two, at least 4 and at most 256; programs call it THREADS. */
  readonly threads: number;
  /** Groups of a program over the elements of a tensor, at most; it goes round for the rest. */
  readonly mostGroups: number;
  /** Whether threads of a group fetch operands of products for one another, or each its own. */
  readonly tiled: boolean;
}

/** Many small threads, quick to meet, that wait for memory: the more of them, the better. */
export const ON_GPU: DispatchConfig = { threads: 256, mostGroups: 65_535, tiled: true };

/**
 * An adapter in software runs a group's threads four at a time, on one core. Where more than these have to meet, each
 * four is left and taken up again, which costs far more than it saves: an update with sums over 200,000 weights took
 * SwiftShader 60 ms in groups of 256 and 7 ms in groups of four, a product tiled three times as long as one register-blocked.
 */
export const ON_PROCESSOR: DispatchConfig = { threads: 4, mostGroups: 64, tiled: false };
