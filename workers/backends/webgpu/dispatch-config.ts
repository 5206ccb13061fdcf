/** How work is divided among a device's threads. Results depend on it only by rounding. */

export interface DispatchConfig {
  /** Threads of a workgroup, a power of two, 4 … 256; programs call it THREADS. */
  readonly threads: number;
  /** Most workgroups of an element-wise program; each loops over the rest. */
  readonly mostGroups: number;
  /** Whether the threads of a workgroup load operands of products for each other, or each its own. */
  readonly tiled: boolean;
}

/** Hardware: many small threads with cheap barriers that wait for memory. More threads are better. */
export const ON_GPU: DispatchConfig = { threads: 256, mostGroups: 65_535, tiled: true };

/**
 * A software adapter runs a workgroup's threads four at a time, on one core. With more threads, every barrier suspends
 * and resumes each group of four, which costs more than it saves. An update with sums over 200,000 weights took
 * SwiftShader 60 ms in workgroups of 256 and 7 ms in workgroups of four; a tiled product took three times as long as a
 * register-blocked one.
 */
export const ON_PROCESSOR: DispatchConfig = { threads: 4, mostGroups: 64, tiled: false };
