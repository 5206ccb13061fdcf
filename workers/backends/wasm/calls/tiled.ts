/**
 * Decides which convolutions Winograd's kernels compute, and the memory that they need. Sizes are as in
 * `kernels/tiled-convolution.as.ts`.
 */
import { four, sizeOf } from '../../common/call.ts';
import type { KernelContext } from '../kernel-context.ts';

/** Outputs of a tile along an edge. */
const EDGE = 4;
const POINTS = 36;
/** Channels and filters from which the saving exceeds the cost of transforming. */
const FEWEST_CHANNELS = 16;
/** Bytes of transformed tiles at a time, unless one image needs more. */
const TILES_BYTES = 8_388_608;
/** `EDGE_BYTES`, tables, and three blocks of a thread's scratch memory. */
const FIXED_BYTES = 4096;
/** Tiles and columns of a part of a product. */
const PART_TILES = 32;
const PART_COLUMNS = 32;

const inEights = (columns: number): number => 8 * Math.ceil(columns / 8);

/** Bytes of one array of [rows, floats] for each point. */
function pointsBytes(rows: number, floats: number): number {
  return POINTS * (Math.ceil((16 * Math.ceil(rows / 4) * floats + 64) / 64) * 64);
}

interface TiledShape {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly filters: number;
}

/**
 * The shape of a tiled convolution, or null if the direct kernels are used: for kernels other than 3×3 with stride 1,
 * few channels, channels that do not fill vectors, and images whose tiles would be mostly padding.
 */
export function tiledShape(xShape: readonly number[], wShape: readonly number[], stride: number): TiledShape | null {
  const [batch, height, width, channels] = four(xShape);
  const [kernelHeight, kernelWidth, , filters] = four(wShape);
  if (kernelHeight !== 3 || kernelWidth !== 3 || stride !== 1) return null;
  if (channels % 4 !== 0 || filters % 4 !== 0 || Math.min(channels, filters) < FEWEST_CHANNELS) return null;
  const covered = EDGE ** 2 * tilesOf(height, width);
  return 2 * height * width < covered ? null : { batch, height, width, channels, filters };
}

function tilesOf(height: number, width: number): number {
  return Math.ceil(height / EDGE) * Math.ceil(width / EDGE);
}

/** Images that are transformed at a time. */
function imagesAtATime({ batch, height, width }: TiledShape, floatsOfTile: number): number {
  const each = 4 * POINTS * tilesOf(height, width) * floatsOfTile;
  return Math.max(1, Math.min(batch, Math.floor(TILES_BYTES / each)));
}

/** Bytes of a thread's scratch memory: framed rows of pixels, a panel of the kernel, or a part's products. */
function scratchBytes({ width }: TiledShape, channels: number): number {
  const frame = 4 * 6 * (EDGE * Math.ceil(width / EDGE) + 2) * channels;
  const panel = 4 * 8 * 9 * channels;
  return FIXED_BYTES + Math.max(frame, panel, pointsBytes(PART_TILES, PART_COLUMNS));
}

/** y [batch, height, width, filters] of x; of the input gradient (`flipped`), dx of dy. */
export function tiledConvolution(
  context: KernelContext,
  shape: TiledShape,
  addresses: readonly [x: number, w: number, y: number],
  flipped: boolean,
  bias: number,
  relu: number,
): void {
  const { batch, height, width } = shape;
  const [channels, filters] = flipped ? [shape.filters, shape.channels] : [shape.channels, shape.filters];
  const images = imagesAtATime(shape, channels);
  const kernelBytes = pointsBytes(inEights(filters), channels);
  const tileBytes = pointsBytes(images * tilesOf(height, width), channels);
  const { shared, work, share } = context.workspace(kernelBytes + tileBytes, scratchBytes(shape, channels));
  const settings = [batch, height, width, channels, filters, flipped ? 1 : 0, bias, relu, images];
  context.run.tiledConvolution(...addresses, ...settings, shared, shared + kernelBytes, work, share);
}

/** dw [3, 3, channels, filters] of the whole batch. */
export function tiledKernelGradient(
  context: KernelContext,
  shape: TiledShape,
  addresses: readonly [x: number, dy: number, dw: number],
): void {
  const { batch, height, width, channels, filters } = shape;
  const columns = inEights(filters);
  const images = imagesAtATime(shape, channels + columns);
  const tiles = images * tilesOf(height, width);
  const sums = pointsBytes(channels, columns);
  const inputs = pointsBytes(tiles, channels);
  const all = sums + inputs + pointsBytes(tiles, columns);
  const { shared, work, share } = context.workspace(all, scratchBytes(shape, Math.max(channels, filters)));
  const memory = [shared, shared + sums, shared + sums + inputs, work, share];
  context.run.tiledKernelGradient(...addresses, batch, height, width, channels, filters, images, ...memory);
}

/** The kernel gradients [parts, 3, 3, channels, filters] of equal parts of the batch. */
export function tiledKernelGradients(
  context: KernelContext,
  shape: TiledShape,
  [x, dy, dws]: readonly [x: number, dy: number, dws: number],
  parts: number,
): void {
  const part = { ...shape, batch: shape.batch / parts };
  const pixels = 4 * part.batch * shape.height * shape.width;
  const kernel = 4 * sizeOf([3, 3, shape.channels, shape.filters]);
  for (let i = 0; i < parts; i++) {
    const own = [x + i * pixels * shape.channels, dy + i * pixels * shape.filters, dws + i * kernel] as const;
    tiledKernelGradient(context, part, own);
  }
}
