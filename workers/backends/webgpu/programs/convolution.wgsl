// y = x ∗ w, and bias and ReLU where asked (`option` 1 and 2): rows are output pixels, inner indices rows of the kernel.
@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read> w: array<f32>;
@group(0) @binding(2) var<storage, read> bias: array<f32>;
@group(0) @binding(3) var<storage, read_write> y: array<f32>;
@group(0) @binding(4) var<uniform> p: Settings;

const LEFT_INNER_FIRST = true;
const RIGHT_INNER_FIRST = false;

fn rowCount() -> u32 {
  return p.batch * p.outHeight * p.outWidth;
}

fn columnCount() -> u32 {
  return p.filters;
}

fn rowOf(index: u32) -> vec4i {
  return windowOf(index);
}

fn innerOf(index: u32, end: u32) -> vec4i {
  return tapOf(index);
}

fn leftAt(window: vec4i, tap: vec4i) -> f32 {
  return valueAt(window, tap);
}

fn rightAt(tap: vec4i, f: u32) -> f32 {
  if (tap.y < 0 || f >= p.filters) {
    return 0.0;
  }
  return w[u32(tap.w) * p.filters + f];
}

fn put(pixel: u32, f: u32, value: f32) {
  var sum = value;
  if ((p.option & 1u) != 0u) {
    sum += bias[f];
  }
  if ((p.option & 2u) != 0u) {
    sum = max(sum, 0.0);
  }
  y[pixel * p.filters + f] = sum;
}

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  product(group.x * EDGE, group.y * EDGE, 0u, p.kernelHeight * p.kernelWidth * p.channels, thread);
}
