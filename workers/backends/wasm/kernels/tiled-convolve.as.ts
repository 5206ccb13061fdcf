/** Winograd's convolutions as called from JavaScript (AssemblyScript), one group of images after the other. */
import { partsOf, setAddress, setArgument } from './job.as';
import { computeAll, KERNEL_TAPS, TILED_GRADIENT, TILED_PRODUCT, TRANSFORM_KERNEL, TRANSFORM_TILES } from './jobs.as';
import { ACCUMULATE, COLUMNS, RELU } from './tile.as';
import { pointBytes, TAP_CHANNELS, TILE_COLUMNS, tilesAlong, tilesOfPart } from './tiled-convolution.as';
import { POINTS } from './tile-transforms.as';

/** Transforms the tiles of `count` images; `tile` and `group` are bytes from tile to tile and between channel groups. */
function transformTiles(
  images: usize,
  count: i32,
  height: i32,
  width: i32,
  channels: i32,
  target: usize,
  point: usize,
  tile: usize,
  group: usize,
  gradient: i32,
  work: usize,
  share: usize,
): void {
  setAddress(0, images);
  setArgument(1, height);
  setArgument(2, width);
  setArgument(3, channels);
  setAddress(4, target);
  setArgument(5, tilesAlong(height));
  setArgument(6, tilesAlong(width));
  setAddress(7, point);
  setAddress(8, tile);
  setAddress(9, group);
  setArgument(10, gradient);
  computeAll(TRANSFORM_TILES, count * tilesAlong(height), work, share);
}

/**
 * Forward pass, or the input gradient: then x is dy, `channels` the filters of w, and y is dx.
 * @param x [batch, height, width, channels]
 * @param w [3, 3, channels, filters]; of the input gradient [3, 3, filters, channels]
 * @param y [batch, height, width, filters]
 * @param flipped whether this is the input gradient
 * @param bias [filters], or 0 for none
 * @param images how many are transformed at a time
 * @param kernel memory for the transformed kernel
 * @param tiles memory for the transformed tiles of `images` images
 */
export function tiledConvolution(
  x: usize,
  w: usize,
  y: usize,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  filters: i32,
  flipped: i32,
  bias: usize,
  relu: i32,
  images: i32,
  kernel: usize,
  tiles: usize,
  work: usize,
  share: usize,
): void {
  const kernelPoint = pointBytes(partsOf(filters, COLUMNS) * COLUMNS, channels);
  setAddress(0, w);
  setArgument(1, flipped ? filters : channels);
  setArgument(2, flipped ? channels : filters);
  setArgument(3, flipped);
  setAddress(4, kernel);
  setAddress(5, kernelPoint);
  computeAll(TRANSFORM_KERNEL, partsOf(filters, COLUMNS), work, share);
  const perImage = tilesAlong(height) * tilesAlong(width);
  const tilePoint = pointBytes(images * perImage, channels);
  const pixels = <usize>(height * width);
  for (let first = 0; first < batch; first += images) {
    const count = min(images, batch - first);
    const from = x + ((<usize>first * pixels * channels) << 2);
    transformTiles(from, count, height, width, channels, tiles, tilePoint, (<usize>channels) << 2, 16, 0, work, share);
    const each = tilesOfPart(channels);
    setAddress(0, tiles);
    setAddress(1, kernel);
    setArgument(2, channels);
    setArgument(3, count * perImage);
    setArgument(4, each);
    setAddress(5, y + ((<usize>first * pixels * filters) << 2));
    setArgument(6, height);
    setArgument(7, width);
    setArgument(8, filters);
    setArgument(9, tilesAlong(height));
    setArgument(10, tilesAlong(width));
    setAddress(11, bias);
    setArgument(12, relu ? RELU : 0);
    setAddress(13, tilePoint);
    setAddress(14, kernelPoint);
    const parts = partsOf(count * perImage, each) * partsOf(filters, TILE_COLUMNS);
    computeAll(TILED_PRODUCT, parts, work, share);
  }
}

/**
 * Gradient with respect to the kernel.
 * @param dw [3, 3, channels, filters]
 * @param images how many are transformed at a time
 * @param sums memory for the transformed gradient
 * @param inputs memory for the transformed tiles of `images` inputs; `gradients` likewise of output gradients
 */
export function tiledKernelGradient(
  x: usize,
  dy: usize,
  dw: usize,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  filters: i32,
  images: i32,
  sums: usize,
  inputs: usize,
  gradients: usize,
  work: usize,
  share: usize,
): void {
  const perImage = tilesAlong(height) * tilesAlong(width);
  const columns = partsOf(filters, COLUMNS) * COLUMNS;
  const inputPoint = pointBytes(images * perImage, channels);
  const gradientPoint = pointBytes(images * perImage, columns);
  const sumPoint = pointBytes(channels, columns);
  const pixels = <usize>(height * width);
  for (let first = 0; first < batch; first += images) {
    const count = min(images, batch - first);
    const tiles = count * perImage;
    const from = x + ((<usize>first * pixels * channels) << 2);
    const slopes = dy + ((<usize>first * pixels * filters) << 2);
    const four = (<usize>tiles) << 4;
    transformTiles(from, count, height, width, channels, inputs, inputPoint, 16, four, 0, work, share);
    transformTiles(slopes, count, height, width, filters, gradients, gradientPoint, 32, 2 * four, 1, work, share);
    setAddress(0, inputs);
    setAddress(1, gradients);
    setAddress(2, sums);
    setArgument(3, channels);
    setArgument(4, filters);
    setArgument(5, tiles);
    setArgument(6, first > 0 ? ACCUMULATE : 0);
    setAddress(7, inputPoint);
    setAddress(8, gradientPoint);
    setAddress(9, sumPoint);
    computeAll(TILED_GRADIENT, POINTS * partsOf(filters, TILE_COLUMNS), work, share);
  }
  setAddress(0, sums);
  setAddress(1, dw);
  setArgument(2, channels);
  setArgument(3, filters);
  setAddress(4, sumPoint);
  computeAll(KERNEL_TAPS, partsOf(channels, TAP_CHANNELS), work, share);
}
