/** Convolutions as called from JavaScript (AssemblyScript): set arguments, count parts, compute jobs. */
import { partsOf, setAddress, setArgument } from './job.as';
import { computeAll, CORRELATE } from './jobs.as';
import { packRows, packTransposed, panelBytes } from './panel.as';
import { COLUMNS, RELU } from './tile.as';

/** Floats of framed images that one thread works on at a time. */
const GROUP_FLOATS: i32 = 24576;
/** Parts into which a batch is divided if possible. */
const BATCH_PARTS: i32 = 16;

/** Sets the arguments of `correlatePart`, and correlates all images. */
function correlate(
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
  work: usize,
  share: usize,
): void {
  const floats = ((rows - 1) * stride + kernelHeight) * ((columns - 1) * stride + kernelWidth) * channels;
  const images = max(1, min(GROUP_FLOATS / floats, partsOf(batch, BATCH_PARTS)));
  setAddress(0, x);
  setArgument(1, height);
  setArgument(2, width);
  setArgument(3, channels);
  setAddress(4, y);
  setArgument(5, targetHeight);
  setArgument(6, targetWidth);
  setArgument(7, filters);
  setArgument(8, batch);
  setArgument(9, rows);
  setArgument(10, columns);
  setArgument(11, step);
  setArgument(12, kernelHeight);
  setArgument(13, kernelWidth);
  setArgument(14, stride);
  setArgument(15, top);
  setArgument(16, left);
  setAddress(17, bias);
  setArgument(18, flags);
  setAddress(19, panels);
  setArgument(20, images);
  computeAll(CORRELATE, partsOf(batch, images), work, share);
}

/**
 * Forward pass.
 * @param x [batch, height, width, channels]
 * @param w [kernelHeight, kernelWidth, channels, filters]
 * @param y [batch, outHeight, outWidth, filters]
 * @param top rows of padding before the image; `left` likewise
 * @param bias [filters], or 0 for none
 * @param panels memory for the packed kernel
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
  panels: usize,
  work: usize,
  share: usize,
): void {
  packRows(panels, w, kernelHeight * kernelWidth * channels, (<usize>filters) << 2, filters);
  correlate(
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
    work,
    share,
  );
}

/** Packs the taps of one phase, each transposed, in reverse order. */
function packTaps(
  panels: usize,
  w: usize,
  channels: i32,
  filters: i32,
  kernelWidth: i32,
  stride: i32,
  firstRow: i32,
  firstColumn: i32,
  tapRows: i32,
  tapColumns: i32,
): void {
  let panel = panels;
  for (let j = 0; j < channels; j += COLUMNS) {
    for (let t = tapRows - 1; t >= 0; t--) {
      for (let s = tapColumns - 1; s >= 0; s--) {
        const tap = (firstRow + t * stride) * kernelWidth + firstColumn + s * stride;
        const source = w + ((<usize>((tap * channels + j) * filters)) << 2);
        packTransposed(panel, source, filters, (<usize>filters) << 2, min(COLUMNS, channels - j));
        panel += panelBytes(filters);
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
  panels: usize,
  work: usize,
  share: usize,
): void {
  if (kernelHeight < stride || kernelWidth < stride) {
    memory.fill(dx, 0, (<usize>(batch * height * width * channels)) << 2);
  }
  for (let phaseRow = 0; phaseRow < min(stride, height); phaseRow++) {
    const firstRow = (phaseRow + top) % stride;
    if (firstRow >= kernelHeight) continue;
    const tapRows = partsOf(kernelHeight - firstRow, stride);
    for (let phaseColumn = 0; phaseColumn < min(stride, width); phaseColumn++) {
      const firstColumn = (phaseColumn + left) % stride;
      if (firstColumn >= kernelWidth) continue;
      const tapColumns = partsOf(kernelWidth - firstColumn, stride);
      packTaps(panels, w, channels, filters, kernelWidth, stride, firstRow, firstColumn, tapRows, tapColumns);
      correlate(
        dy,
        outHeight,
        outWidth,
        filters,
        dx + ((<usize>((phaseRow * width + phaseColumn) * channels)) << 2),
        height,
        width,
        channels,
        batch,
        partsOf(height - phaseRow, stride),
        partsOf(width - phaseColumn, stride),
        stride,
        tapRows,
        tapColumns,
        1,
        tapRows - 1 - (phaseRow + top - firstRow) / stride,
        tapColumns - 1 - (phaseColumn + left - firstColumn) / stride,
        0,
        0,
        panels,
        work,
        share,
      );
    }
  }
}
