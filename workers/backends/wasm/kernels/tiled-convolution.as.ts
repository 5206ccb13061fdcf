/**
 * Winograd's convolutions of 3×3 kernels with stride 1, as jobs (AssemblyScript). Images are cut into tiles of 4 × 4
 * outputs; a tile is transformed to 36 points, and at each point a convolution is a product of matrices over tiles and
 * channels. Channels and filters are multiples of 4. Two transformed arrays are in shared memory: tiles and kernels.
 */
import { address, argument } from './job.as';
import { EDGE_BYTES, panelOverRows, tableOfRows } from './over-panel.as';
import { frame, packRows, packTransposed, panelBytes } from './panel.as';
import { COLUMNS, RELU, ROWS, tileOfColumns } from './tile.as';
import {
  BLOCK_BYTES,
  EDGE,
  kernelTaps,
  POINTS,
  resultTile,
  transformGradient,
  transformKernel,
  transformWindow,
  WINDOW,
} from './tile-transforms.as';

/** Columns of a part of a product. */
export const TILE_COLUMNS: i32 = 32;
/** Tiles of a part of a product, at most. */
const MOST_TILES: i32 = 32;
/** Floats of one point of a part's tiles: half the first-level cache. */
const TILE_FLOATS: i32 = 4096;
/** Channels of a part of the kernel gradient's last transform. */
export const TAP_CHANNELS: i32 = 8;
/** Bytes between the points' arrays, so that the 36 values of a tile do not share a cache set. */
const PADDING: usize = 64;

/** Tiles along an edge of `size` pixels. */
export function tilesAlong(size: i32): i32 {
  return (size + EDGE - 1) / EDGE;
}

/** Bytes from one point's array of `rows` × `floats` to the next. */
export function pointBytes(rows: i32, floats: i32): usize {
  return (((<usize>((rows + ROWS - 1) & ~(ROWS - 1)) * floats) << 2) + PADDING + 63) & ~63;
}

/** Tiles of a part of a product over `inner` channels. */
export function tilesOfPart(inner: i32): i32 {
  return max(COLUMNS, min(MOST_TILES, (TILE_FLOATS / inner) & ~(ROWS - 1)));
}

/**
 * Transforms one row of an image's tiles.
 * Arguments: images, height, width, channels, target, tile rows, tile columns, bytes from point to point, from tile to
 * tile, from four channels to the next four, whether the tiles are output gradients (these are stored in panels of 8
 * columns).
 */
export function transformTilesPart(part: i32, work: usize): void {
  const height = argument(1);
  const width = argument(2);
  const channels = argument(3);
  const tileRows = argument(5);
  const tileColumns = argument(6);
  const point = <usize>argument(7);
  const tileBytes = <usize>argument(8);
  const groupBytes = <usize>argument(9);
  const gradient = argument(10);
  const row = part % tileRows;
  const pixel = (<usize>channels) << 2;
  const border = gradient ? 0 : 1;
  const rows = gradient ? EDGE : WINDOW;
  const columns = EDGE * tileColumns + 2 * border;
  const frames = work + BLOCK_BYTES;
  const image = address(0) + <usize>((part / tileRows) * height * width) * pixel;
  frame(frames, rows, columns, image, height, width, channels, border - EDGE * row, border);
  const rowBytes = <usize>columns * pixel;
  const first = address(4) + <usize>(part * tileColumns) * tileBytes;
  for (let group = 0; group < channels / 4; group++) {
    let from = frames + ((<usize>group) << 4);
    let to = gradient
      ? first + <usize>(group >> 1) * groupBytes + <usize>((group & 1) << 4)
      : first + <usize>group * groupBytes;
    for (let tile = 0; tile < tileColumns; tile++) {
      if (gradient) transformGradient(from, rowBytes, pixel, work, to, point);
      else transformWindow(from, rowBytes, pixel, work, to, point);
      from += EDGE * pixel;
      to += tileBytes;
    }
  }
}

/**
 * Transforms a panel of 8 columns of the kernel.
 * Arguments: kernel, channels, filters, whether it is transposed and flipped (the input gradient's), target, bytes from
 * point to point.
 */
export function transformKernelPart(part: i32, work: usize): void {
  const w = address(0);
  const channels = argument(1);
  const filters = argument(2);
  const flipped = argument(3);
  const point = <usize>argument(5);
  const inner = flipped ? filters : channels;
  const left = part * COLUMNS;
  const valid = min(COLUMNS, (flipped ? channels : filters) - left);
  const panel = work + BLOCK_BYTES;
  const tap = panelBytes(inner);
  const filterBytes = (<usize>filters) << 2;
  if (flipped) {
    for (let t = 0; t < 9; t++) {
      const source = w + <usize>((8 - t) * channels + left) * filterBytes;
      packTransposed(panel + <usize>t * tap, source, filters, filterBytes, valid);
    }
  } else {
    packRows(panel, w + ((<usize>left) << 2), 9 * channels, filterBytes, valid);
  }
  const to = address(4) + <usize>part * tap;
  for (let at: usize = 0; at < tap; at += 16) transformKernel(panel + at, tap, work, to + at, point);
}

/**
 * The product of a block of tiles with a group of the kernel's columns at every point, and the results' tiles from it.
 * Arguments: tiles, kernel, inner channels, number of tiles, tiles a part, results, height, width, columns, tile rows,
 * tile columns, bias, flags, bytes from point to point of tiles, of the kernel.
 */
export function tiledProductPart(part: i32, work: usize): void {
  const inner = argument(2);
  const columns = argument(8);
  const groups = (columns + TILE_COLUMNS - 1) / TILE_COLUMNS;
  const first = (part / groups) * argument(4);
  const tiles = min(argument(4), argument(3) - first);
  const left = (part % groups) * TILE_COLUMNS;
  const wide = min(TILE_COLUMNS, columns - left);
  const tilePoint = <usize>argument(13);
  const kernelPoint = <usize>argument(14);
  const rowBytes = (<usize>inner) << 2;
  const sources = work + EDGE_BYTES;
  const targets = sources + 4 * MOST_TILES;
  const products = targets + 4 * MOST_TILES;
  const productPoint = pointBytes(argument(4), TILE_COLUMNS);
  let tile = address(0) + <usize>first * rowBytes;
  let panels = address(1) + <usize>left * rowBytes;
  let product = products;
  for (let p = 0; p < POINTS; p++) {
    tableOfRows(sources, tile, rowBytes, tiles);
    tableOfRows(targets, product, TILE_COLUMNS * 4, tiles);
    for (let j = 0; j < wide; j += COLUMNS) {
      const panel = panels + <usize>j * rowBytes;
      panelOverRows(sources, targets, tiles, (<usize>j) << 2, COLUMNS, panel, inner, 1, 0, 0, 0, work);
    }
    tile += tilePoint;
    panels += kernelPoint;
    product += productPoint;
  }
  const half = products + <usize>POINTS * productPoint;
  for (let t = 0; t < tiles; t++) {
    const from = products + ((<usize>t * TILE_COLUMNS) << 2);
    for (let j = 0; j < wide; j += 4) {
      resultTile(from + ((<usize>j) << 2), productPoint, half, half + BLOCK_BYTES);
      storeTile(half + BLOCK_BYTES, first + t, left + j);
    }
  }
}

/** Stores four columns of a tile, as far as such pixels exist, after bias and ReLU. */
function storeTile(from: usize, tile: i32, column: i32): void {
  const height = argument(6);
  const width = argument(7);
  const columns = argument(8);
  const tileRows = argument(9);
  const tileColumns = argument(10);
  const bias = address(11);
  const start = bias ? v128.load(bias + ((<usize>column) << 2)) : f32x4.splat(0);
  const floor = f32x4.splat(argument(12) & RELU ? 0 : -Infinity);
  const top = EDGE * ((tile / tileColumns) % tileRows);
  const left = EDGE * (tile % tileColumns);
  const image = tile / tileColumns / tileRows;
  const pixel = (<usize>columns) << 2;
  const valid = min(EDGE, width - left);
  let row = address(5) + <usize>((image * height + top) * width + left) * pixel + ((<usize>column) << 2);
  for (let i = min(EDGE, height - top); i > 0; i--) {
    let to = row;
    for (let j = 0; j < valid; j++) {
      v128.store(to, f32x4.max(f32x4.add(v128.load(from + ((<usize>j) << 4)), start), floor));
      to += pixel;
    }
    from += 64;
    row += <usize>width * pixel;
  }
}

/**
 * One point of the kernel gradient for a group of filters: input tiles, transposed, times tiles of output gradients.
 * Arguments: input tiles, gradient tiles, sums, channels, filters, number of tiles, flags, bytes from point to point of
 * input tiles, of gradient tiles, of sums.
 */
export function tiledGradientPart(part: i32): void {
  const channels = argument(3);
  const filters = argument(4);
  const tiles = argument(5);
  const groups = (filters + TILE_COLUMNS - 1) / TILE_COLUMNS;
  const p = part / groups;
  const left = (part % groups) * TILE_COLUMNS;
  const right = min(left + TILE_COLUMNS, filters);
  const stride = (<usize>((filters + COLUMNS - 1) & ~(COLUMNS - 1))) << 2;
  const x = address(0) + <usize>p * <usize>argument(7);
  const dy = address(1) + <usize>p * <usize>argument(8);
  const sums = address(2) + <usize>p * <usize>argument(9);
  for (let j = left; j < right; j += COLUMNS) {
    const panel = dy + ((<usize>(j * tiles)) << 2);
    for (let c = 0; c < channels; c += ROWS) {
      const to = sums + <usize>c * stride + ((<usize>j) << 2);
      tileOfColumns(x + ((<usize>(c * tiles)) << 2), 16, to, stride, ROWS, panel, 32, tiles, 1, 0, argument(6));
    }
  }
}

/** Some channels' kernel gradient from the sums. Arguments: sums, dw, channels, filters, bytes from point to point. */
export function kernelTapsPart(part: i32, work: usize): void {
  const channels = argument(2);
  const filters = argument(3);
  const point = <usize>argument(4);
  const stride = (<usize>((filters + COLUMNS - 1) & ~(COLUMNS - 1))) << 2;
  const filterBytes = (<usize>filters) << 2;
  const end = min((part + 1) * TAP_CHANNELS, channels);
  for (let c = part * TAP_CHANNELS; c < end; c++) {
    const from = address(0) + <usize>c * stride;
    const to = address(1) + <usize>c * filterBytes;
    for (let at: usize = 0; at < filterBytes; at += 16) {
      kernelTaps(from + at, point, work, to + at, <usize>channels * filterBytes);
    }
  }
}
