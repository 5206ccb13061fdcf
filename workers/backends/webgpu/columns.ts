/** Sums over all axes but the last, in two dispatches: of blocks of rows, then of the blocks. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { rowsAndChannels } from '../common/call.ts';
import { PROGRAMS } from './programs.ts';
import { whole, type Program, type KernelEncoder, type Uniform } from './kernel-encoder.ts';

/** What `column-sums.wgsl` sums. */
export const COLUMN_SUMS = { values: 0, squares: 1, moments: 2, gradients: 3 } as const;

/** Fewest rows of a block; a tensor has at most 512 blocks. */
const BLOCK = 256;
const BLOCKS = 512;

export interface Blocks {
  readonly sums: TensorInfo;
  readonly channels: number;
  /** The first uniforms of every program over blocks: rows, channels, rows of a block. */
  readonly uniforms: readonly Uniform[];
}

/** Sums blocks of rows of x; for gradients, of dy where y > 0 (or everywhere, if y is undefined). */
export function sumBlocks(
  recorder: KernelEncoder,
  kind: number,
  x: TensorInfo,
  gradients?: { readonly dy: TensorInfo; readonly y: TensorInfo | undefined; readonly mean: TensorInfo },
): Blocks {
  const [rows, channels] = rowsAndChannels(x.shape);
  const block = Math.max(BLOCK, Math.ceil(rows / BLOCKS));
  const blocks = Math.ceil(rows / block);
  const across = Math.min(64, recorder.division.threads, 2 ** Math.ceil(Math.log2(channels)));
  const sums = recorder.output([blocks, channels, 2]);
  const uniforms = [whole(rows), whole(channels), whole(block)];
  recorder.dispatch(PROGRAMS.columnSums, {
    tensors: [x, gradients?.dy ?? x, gradients?.y ?? x, gradients?.mean ?? x, sums],
    uniforms: [...uniforms, whole(kind), whole(gradients?.y ? 1 : 0), whole(across)],
    groups: [Math.ceil(channels / across), blocks],
  });
  return { sums, channels, uniforms };
}

/** Combines the results of `sumBlocks` to one pair of numbers per channel. */
export function mergeBlocks(recorder: KernelEncoder, program: Program, blocks: Blocks): [TensorInfo, TensorInfo] {
  const { sums, channels, uniforms } = blocks;
  const pair: [TensorInfo, TensorInfo] = [recorder.output([channels]), recorder.output([channels])];
  recorder.dispatch(program, { tensors: [sums, ...pair], uniforms, groups: [Math.ceil(channels / 64)] });
  recorder.release(sums);
  return pair;
}
