/**
 * Convolutions, NHWC, as products whose rows are addressed inside a framed copy of the image: no matrix of patches is
 * ever built (AssemblyScript). Images go in groups that stay in the cache.
 */
import { frame, packRows, packTransposed, panelBytes } from './panel.as';
import { biasOf, columnsOverPanel, EDGE_BYTES, panelOverRows } from './product.as';
import { ACCUMULATE, COLUMNS, RELU, ROWS } from './tile.as';

/** Floats of framed images that are worked on at a time. */
const GROUP_FLOATS: i32 = 24576;
/** Rows whose addresses stand in a table at a time. */
const TABLE_ROWS: i32 = 192;

function imagesAtATime(batch: i32, floats: i32): i32 {
  return min(batch, max(1, GROUP_FLOATS / max(floats, 1)));
}

/**
 * Forward pass.
 * @param x [batch, height, width, channels]
 * @param w [kernelHeight, kernelWidth, channels, filters]
 * @param y [batch, outHeight, outWidth, filters]
 * @param top rows of padding before the image; `left` likewise
 * @param bias [filters], or 0 for none
 */
export function convolution(
  x: usize,
  w: usize,
  y: usize,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  outHeight: i32,
  outWidth: i32,
  filters: i32,
  kernelHeight: i32,
  kernelWidth: i32,
  stride: i32,
  top: i32,
  left: i32,
  bias: usize,
  relu: i32,
  work: usize,
): void {
  const inner = kernelHeight * kernelWidth * channels;
  const panels = work + EDGE_BYTES + 8 * TABLE_ROWS + 64;
  packRows(panels, w, inner, (<usize>filters) << 2, filters);
  const frames = panels + <usize>((filters + COLUMNS - 1) / COLUMNS) * panelBytes(inner);
  overImages(
    x,
    height,
    width,
    channels,
    y,
    outHeight,
    outWidth,
    filters,
    batch,
    outHeight,
    outWidth,
    1,
    kernelHeight,
    kernelWidth,
    stride,
    top,
    left,
    bias,
    relu ? RELU : 0,
    panels,
    frames,
    work,
  );
}

/**
 * Correlates images with packed panels. Result (i, j) of `rows` × `columns` goes to pixel (i·step, j·step) of the
 * target, whose address already holds the phase.
 */
function overImages(
  x: usize,
  height: i32,
  width: i32,
  channels: i32,
  y: usize,
  targetHeight: i32,
  targetWidth: i32,
  filters: i32,
  batch: i32,
  rows: i32,
  columns: i32,
  step: i32,
  kernelHeight: i32,
  kernelWidth: i32,
  stride: i32,
  top: i32,
  left: i32,
  bias: usize,
  flags: i32,
  panels: usize,
  frames: usize,
  work: usize,
): void {
  const frameHeight = (rows - 1) * stride + kernelHeight;
  const frameWidth = (columns - 1) * stride + kernelWidth;
  const framed = frameHeight != height || frameWidth != width;
  const pixel = (<usize>channels) << 2;
  const frameBytes = <usize>(frameHeight * frameWidth) * pixel;
  const imageBytes = <usize>(height * width) * pixel;
  const targetPixel = (<usize>filters) << 2;
  const group = imagesAtATime(batch, frameHeight * frameWidth * channels);
  const sources = work + EDGE_BYTES;
  const targets = sources + 4 * TABLE_ROWS;
  const run = kernelWidth * channels;
  const panelSize = panelBytes(kernelHeight * run);
  const gap = (<usize>(frameWidth * channels - run)) << 2;
  for (let n = 0; n < batch; n += group) {
    const images = min(group, batch - n);
    let from = x + <usize>n * imageBytes;
    if (framed) {
      for (let i = 0; i < images; i++) {
        const image = from + <usize>i * imageBytes;
        frame(frames + <usize>i * frameBytes, frameHeight, frameWidth, image, height, width, channels, top, left);
      }
      from = frames;
    }
    const count = images * rows * columns;
    let image = 0;
    let row = 0;
    let column = 0;
    for (let done = 0; done < count; done += TABLE_ROWS) {
      const block = min(TABLE_ROWS, count - done);
      let filled = 0;
      for (; filled < block; filled++) {
        const at = <usize>((image * frameHeight + row * stride) * frameWidth + column * stride) * pixel;
        const to = <usize>(((n + image) * targetHeight + row * step) * targetWidth + column * step) * targetPixel;
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
      for (let j = 0; j < filters; j += COLUMNS) {
        const valid = min(COLUMNS, filters - j);
        const panel = panels + <usize>(j / COLUMNS) * panelSize;
        const start = biasOf(bias, j, valid, work);
        const offset = (<usize>j) << 2;
        panelOverRows(sources, targets, block, offset, valid, panel, run, kernelHeight, gap, start, flags, work);
      }
    }
  }
}

/**
 * Gradient with respect to the input. Input pixels of one phase modulo the stride see one subset of the kernel's taps:
 * for each phase, a correlation of dy with those taps, transposed and flipped.
 * @param dy [batch, outHeight, outWidth, filters]
 * @param dx [batch, height, width, channels]
 */
export function convolutionInputGradient(
  dy: usize,
  w: usize,
  dx: usize,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  outHeight: i32,
  outWidth: i32,
  filters: i32,
  kernelHeight: i32,
  kernelWidth: i32,
  stride: i32,
  top: i32,
  left: i32,
  work: usize,
): void {
  const panels = work + EDGE_BYTES + 8 * TABLE_ROWS + 64;
  if (kernelHeight < stride || kernelWidth < stride) {
    memory.fill(dx, 0, (<usize>(batch * height * width * channels)) << 2);
  }
  for (let phaseRow = 0; phaseRow < min(stride, height); phaseRow++) {
    const firstRow = (phaseRow + top) % stride;
    const tapRows = (kernelHeight - firstRow + stride - 1) / stride;
    if (firstRow >= kernelHeight) continue;
    for (let phaseColumn = 0; phaseColumn < min(stride, width); phaseColumn++) {
      const firstColumn = (phaseColumn + left) % stride;
      if (firstColumn >= kernelWidth) continue;
      const tapColumns = (kernelWidth - firstColumn + stride - 1) / stride;
      const inner = tapRows * tapColumns * filters;
      const frames = panels + <usize>((channels + COLUMNS - 1) / COLUMNS) * panelBytes(inner);
      for (let j = 0; j < channels; j += COLUMNS) {
        let panel = panels + <usize>(j / COLUMNS) * panelBytes(inner);
        for (let t = tapRows - 1; t >= 0; t--) {
          for (let s = tapColumns - 1; s >= 0; s--) {
            const tap = (firstRow + t * stride) * kernelWidth + firstColumn + s * stride;
            const source = w + ((<usize>((tap * channels + j) * filters)) << 2);
            packTransposed(panel, source, filters, (<usize>filters) << 2, min(COLUMNS, channels - j));
            panel += panelBytes(filters);
          }
        }
      }
      overImages(
        dy,
        outHeight,
        outWidth,
        filters,
        dx + ((<usize>((phaseRow * width + phaseColumn) * channels)) << 2),
        height,
        width,
        channels,
        batch,
        (height - phaseRow + stride - 1) / stride,
        (width - phaseColumn + stride - 1) / stride,
        stride,
        tapRows,
        tapColumns,
        1,
        tapRows - 1 - (phaseRow + top - firstRow) / stride,
        tapColumns - 1 - (phaseColumn + left - firstColumn) / stride,
        0,
        0,
        panels,
        frames,
        work,
      );
    }
  }
}

/**
 * Gradient with respect to the kernel: for each kernel row, the framed images' columns as a transposed operand times dy,
 * summed image by image.
 * @param dw [kernelHeight, kernelWidth, channels, filters]
 */
export function convolutionKernelGradient(
  x: usize,
  dy: usize,
  dw: usize,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  outHeight: i32,
  outWidth: i32,
  filters: i32,
  kernelHeight: i32,
  kernelWidth: i32,
  stride: i32,
  top: i32,
  left: i32,
  work: usize,
): void {
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
  for (let n = 0; n < batch; n++) {
    let from = x + <usize>(n * height * width) * pixel;
    if (framed) {
      frame(frames, frameHeight, frameWidth, from, height, width, channels, top, left);
      from = frames;
    }
    const flags = n > 0 ? ACCUMULATE : 0;
    for (let j = 0; j < filters; j += COLUMNS) {
      const valid = min(COLUMNS, filters - j);
      let b = dy + <usize>(n * pixels) * filterBytes + ((<usize>j) << 2);
      let bStride = filterBytes;
      if (!direct) {
        packRows(panel, b, pixels, filterBytes, valid);
        b = panel;
        bStride = 32;
      }
      for (let u = 0; u < kernelHeight; u++) {
        const source = from + <usize>(u * frameWidth) * pixel;
        const target = dw + <usize>(u * run) * filterBytes + ((<usize>j) << 2);
        columnsOverPanel(
          source,
          <usize>stride * pixel,
          run,
          target,
          filterBytes,
          valid,
          b,
          bStride,
          outWidth,
          outHeight,
          gap,
          flags,
          work,
        );
      }
    }
  }
}
