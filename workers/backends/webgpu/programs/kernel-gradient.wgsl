// dw[u, v, c, f] = Σ x[n, i·stride + u − top, j·stride + v − left, c] · dy[n, i, j, f] as a tiled product of patches and
// dy: a group computes 32 rows (u, v, c) × 32 filters over one stretch of pixels (n, i, j).
struct Settings {
  height: u32, width: u32, channels: u32, outHeight: u32, outWidth: u32, filters: u32, kernelHeight: u32,
  kernelWidth: u32, stride: u32, top: u32, left: u32, pixels: u32, stretch: u32,
}

@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read> dy: array<f32>;
@group(0) @binding(2) var<storage, read_write> sums: array<f32>;
@group(0) @binding(3) var<uniform> p: Settings;

const EDGE = 32u;
const DEPTH = 16u;
var<workgroup> patches: array<array<f32, EDGE>, DEPTH>;
var<workgroup> gradients: array<array<f32, EDGE>, DEPTH>;

// x at a kernel row and an output pixel; 0 outside of the image and of the stretch.
fn valueAt(row: u32, pixel: u32, end: u32) -> f32 {
  let c = row % p.channels;
  let tap = row / p.channels;
  let u = tap / p.kernelWidth;
  let n = pixel / (p.outHeight * p.outWidth);
  let i = i32((pixel / p.outWidth) % p.outHeight * p.stride + u) - i32(p.top);
  let j = i32(pixel % p.outWidth * p.stride + tap % p.kernelWidth) - i32(p.left);
  if (u >= p.kernelHeight || pixel >= end || i < 0 || j < 0 || i >= i32(p.height) || j >= i32(p.width)) {
    return 0.0;
  }
  return x[((n * p.height + u32(i)) * p.width + u32(j)) * p.channels + c];
}

@compute @workgroup_size(256)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let firstRow = group.x * EDGE;
  let firstFilter = group.y * EDGE;
  let end = min((group.z + 1u) * p.stretch, p.pixels);
  let row = thread / 16u * 2u;
  let column = thread % 16u * 2u;
  var s00 = 0.0;
  var s01 = 0.0;
  var s10 = 0.0;
  var s11 = 0.0;
  for (var start = group.z * p.stretch; start < end; start += DEPTH) {
    for (var k = thread; k < EDGE * DEPTH; k += 256u) {
      let depth = k / EDGE;
      let across = k % EDGE;
      let pixel = start + depth;
      let f = firstFilter + across;
      patches[depth][across] = valueAt(firstRow + across, pixel, end);
      if (pixel < end && f < p.filters) {
        gradients[depth][across] = dy[pixel * p.filters + f];
      } else {
        gradients[depth][across] = 0.0;
      }
    }
    workgroupBarrier();
    for (var depth = 0u; depth < DEPTH; depth++) {
      let a0 = patches[depth][row];
      let a1 = patches[depth][row + 1u];
      let b0 = gradients[depth][column];
      let b1 = gradients[depth][column + 1u];
      s00 += a0 * b0;
      s01 += a0 * b1;
      s10 += a1 * b0;
      s11 += a1 * b1;
    }
    workgroupBarrier();
  }
  let rows = p.kernelHeight * p.kernelWidth * p.channels;
  let base = group.z * rows * p.filters;
  put(base, firstRow + row, firstFilter + column, s00);
  put(base, firstRow + row, firstFilter + column + 1u, s01);
  put(base, firstRow + row + 1u, firstFilter + column, s10);
  put(base, firstRow + row + 1u, firstFilter + column + 1u, s11);
}

fn put(base: u32, row: u32, f: u32, value: f32) {
  if (row < p.kernelHeight * p.kernelWidth * p.channels && f < p.filters) {
    sums[base + row * p.filters + f] = value;
  }
}
