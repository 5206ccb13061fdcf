// y = x ∗ w, with optional bias and ReLU (`option` 1 and 2): rows are output pixels, inner indices rows of the kernel.
@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read> w: array<f32>;
@group(0) @binding(2) var<storage, read> bias: array<f32>;
@group(0) @binding(3) var<storage, read_write> y: array<f32>;
@group(0) @binding(4) var<uniform> p: Settings;

fn rowCount() -> u32 {
  return p.batch * p.outHeight * p.outWidth;
}

fn columnCount() -> u32 {
  return p.filters;
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
