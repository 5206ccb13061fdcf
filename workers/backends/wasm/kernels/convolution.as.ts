/**
 * Convolutions, NHWC, as products whose rows are addressed inside a framed copy of the image: no matrix of patches is
 * ever built (AssemblyScript). A part is a group of images that stays in the cache.
 */
import { address, argument } from './job.as';
import { biasOf, columnsOverPanel, EDGE_BYTES, panelOverRows } from './over-panel.as';
import { frame, packRows, panelBytes } from './panel.as';
import { ACCUMULATE, COLUMNS, ROWS } from './tile.as';

/** Rows whose addresses are in a table at a time. */
const TABLE_ROWS: i32 = 192;

/**
 * Correlates images with packed panels. Result (i, j) of rows × columns goes to pixel (i·step, j·step) of the target,
 * whose address already holds the phase.
 * Arguments: x, height, width, channels, y, target height, target width, filters, batch, rows, columns, step, kernel
 * height, kernel width, stride, top, left, bias, flags, panels, images a part.
 */
export function correlatePart(part: i32, work: usize): void {
  const height = argument(1);
  const width = argument(2);
  const channels = argument(3);
  const filters = argument(7);
  const rows = argument(9);
  const columns = argument(10);
  const kernelHeight = argument(12);
  const kernelWidth = argument(13);
  const stride = argument(14);
  const first = part * argument(20);
  const images = min(argument(20), argument(8) - first);
  const frameHeight = (rows - 1) * stride + kernelHeight;
  const frameWidth = (columns - 1) * stride + kernelWidth;
  const pixel = (<usize>channels) << 2;
  let from = address(0) + <usize>(first * height * width) * pixel;
  if (frameHeight != height || frameWidth != width) {
    const frames = work + EDGE_BYTES + 8 * TABLE_ROWS;
    const bytes = <usize>(frameHeight * frameWidth) * pixel;
    for (let i = 0; i < images; i++) {
      const image = from + <usize>(i * height * width) * pixel;
      const to = frames + <usize>i * bytes;
      frame(to, frameHeight, frameWidth, image, height, width, channels, argument(15), argument(16));
    }
    from = frames;
  }
  const run = kernelWidth * channels;
  const gap = (<usize>(frameWidth * channels - run)) << 2;
  const count = images * rows * columns;
  const sources = work + EDGE_BYTES;
  const targets = sources + 4 * TABLE_ROWS;
  for (let done = 0; done < count; done += TABLE_ROWS) {
    const block = min(TABLE_ROWS, count - done);
    tableOfPixels(sources, targets, from, first, done, block, frameHeight, frameWidth);
    for (let j = 0; j < filters; j += COLUMNS) {
      const valid = min(COLUMNS, filters - j);
      const panel = address(19) + <usize>(j / COLUMNS) * panelBytes(kernelHeight * run);
      const start = biasOf(address(17), j, valid, work);
      const column = (<usize>j) << 2;
      panelOverRows(sources, targets, block, column, valid, panel, run, kernelHeight, gap, start, argument(18), work);
    }
  }
}

/** Addresses of `block` results' first tap and of their place, from the `done`-th of this part's on. */
function tableOfPixels(
  sources: usize,
  targets: usize,
  from: usize,
  first: i32,
  done: i32,
  block: i32,
  frameHeight: i32,
  frameWidth: i32,
): void {
  const pixel = (<usize>argument(3)) << 2;
  const y = address(4);
  const targetHeight = argument(5);
  const targetWidth = argument(6);
  const targetPixel = (<usize>argument(7)) << 2;
  const rows = argument(9);
  const columns = argument(10);
  const step = argument(11);
  const stride = argument(14);
  let column = done % columns;
  let row = (done / columns) % rows;
  let image = done / columns / rows;
  let filled = 0;
  for (; filled < block; filled++) {
    const at = <usize>((image * frameHeight + row * stride) * frameWidth + column * stride) * pixel;
    const to = <usize>(((first + image) * targetHeight + row * step) * targetWidth + column * step) * targetPixel;
    store<u32>(sources + ((<usize>filled) << 2), <u32>(from + at));
    store<u32>(targets + ((<usize>filled) << 2), <u32>(y + to));
    if (++column == columns) {
      column = 0;
      if (++row == rows) {
        row = 0;
        image++;
      }
    }
  }
  for (; filled % ROWS != 0; filled++) {
    store<u32>(sources + ((<usize>filled) << 2), load<u32>(sources + ((<usize>(filled - 1)) << 2)));
    store<u32>(targets + ((<usize>filled) << 2), load<u32>(targets + ((<usize>(filled - 1)) << 2)));
  }
}

/**
 * Gradient with respect to the kernel, of a group of images: for each kernel row, the framed image's columns as a
 * transposed operand times dy, summed image by image. The first part writes dw, each other a partial sum of its own.
 * Arguments: x, dy, dw, batch, height, width, channels, out height, out width, filters, kernel height, kernel width,
 * stride, top, left, partial sums, images a part.
 */
export function kernelGradientPart(part: i32, work: usize): void {
  const height = argument(4);
  const width = argument(5);
  const channels = argument(6);
  const outHeight = argument(7);
  const outWidth = argument(8);
  const filters = argument(9);
  const kernelHeight = argument(10);
  const kernelWidth = argument(11);
  const stride = argument(12);
  const frameHeight = (outHeight - 1) * stride + kernelHeight;
  const frameWidth = (outWidth - 1) * stride + kernelWidth;
  const framed = frameHeight != height || frameWidth != width;
  const pixel = (<usize>channels) << 2;
  const run = kernelWidth * channels;
  const pixels = outHeight * outWidth;
  const filterBytes = (<usize>filters) << 2;
  const direct = filters % COLUMNS == 0;
  const panel = work + EDGE_BYTES;
  const frames = panel + (direct ? 0 : panelBytes(pixels));
  const gap = <usize>(stride * (frameWidth - outWidth)) * pixel;
  const size = <usize>(kernelHeight * run) * filterBytes;
  const dw = part == 0 ? address(2) : address(15) + <usize>(part - 1) * size;
  const first = part * argument(16);
  const end = min(first + argument(16), argument(3));
  for (let n = first; n < end; n++) {
    let from = address(0) + <usize>(n * height * width) * pixel;
    if (framed) {
      frame(frames, frameHeight, frameWidth, from, height, width, channels, argument(13), argument(14));
      from = frames;
    }
    const flags = n > first ? ACCUMULATE : 0;
    for (let j = 0; j < filters; j += COLUMNS) {
      const valid = min(COLUMNS, filters - j);
      let b = address(1) + <usize>(n * pixels) * filterBytes + ((<usize>j) << 2);
      let bStride = filterBytes;
      if (!direct) {
        packRows(panel, b, pixels, filterBytes, valid);
        b = panel;
        bStride = 32;
      }
      for (let u = 0; u < kernelHeight; u++) {
        const a = from + <usize>(u * frameWidth) * pixel;
        const c = dw + <usize>(u * run) * filterBytes + ((<usize>j) << 2);
        const kStride = <usize>stride * pixel;
        columnsOverPanel(a, kStride, run, c, filterBytes, valid, b, bStride, outWidth, outHeight, gap, flags, work);
      }
    }
  }
}
