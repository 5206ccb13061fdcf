// dw[u, v, c, f] = Σ x[n, i·stride + u − top, j·stride + v − left, c] · dy[n, i, j, f]: rows are rows of the kernel, inner
// indices output pixels, of which a group takes one stretch.
@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read> dy: array<f32>;
@group(0) @binding(2) var<storage, read_write> sums: array<f32>;
@group(0) @binding(3) var<uniform> p: Settings;

const LEFT_INNER_FIRST = false;
const RIGHT_INNER_FIRST = false;

var<private> base: u32;

fn rowCount() -> u32 {
  return p.kernelHeight * p.kernelWidth * p.channels;
}

fn columnCount() -> u32 {
  return p.filters;
}

fn rowOf(index: u32) -> vec4i {
  return tapOf(index);
}

fn innerOf(index: u32, end: u32) -> vec4i {
  if (index >= end) {
    return vec4i(0, FAR, FAR, 0);
  }
  return windowOf(index);
}

fn leftAt(tap: vec4i, window: vec4i) -> f32 {
  return valueAt(window, tap);
}

fn rightAt(window: vec4i, f: u32) -> f32 {
  if (window.y == FAR || f >= p.filters) {
    return 0.0;
  }
  return dy[u32(window.w) * p.filters + f];
}

fn put(row: u32, f: u32, value: f32) {
  sums[base + row * p.filters + f] = value;
}

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  base = group.z * rowCount() * p.filters;
  let end = min((group.z + 1u) * p.stretch, p.batch * p.outHeight * p.outWidth);
  product(group.x * EDGE, group.y * EDGE, group.z * p.stretch, end, thread);
}
