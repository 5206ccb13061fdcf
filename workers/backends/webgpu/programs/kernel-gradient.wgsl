// dw[u, v, c, f] = Σ x[n, i·stride + u − top, j·stride + v − left, c] · dy[n, i, j, f]: rows are rows of the kernel,
// inner indices output pixels, of which a workgroup takes one range.
@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read> dy: array<f32>;
@group(0) @binding(2) var<storage, read_write> sums: array<f32>;
@group(0) @binding(3) var<uniform> p: Settings;

var<private> base: u32;

fn rowCount() -> u32 {
  return p.kernelHeight * p.kernelWidth * p.channels;
}

fn columnCount() -> u32 {
  return p.filters;
}

fn put(row: u32, f: u32, value: f32) {
  sums[base + row * p.filters + f] = value;
}
