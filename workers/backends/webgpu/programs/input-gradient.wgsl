// dx[n, y, z, c] = Σ dy[n, i, j, f] · w[u, v, c, f] over all windows (i, j) in which (y, z) is tap (u, v): rows are input
// pixels, inner indices (u, v, f).
@group(0) @binding(0) var<storage, read> dy: array<f32>;
@group(0) @binding(1) var<storage, read> w: array<f32>;
@group(0) @binding(2) var<storage, read_write> dx: array<f32>;
@group(0) @binding(3) var<uniform> p: Settings;

fn rowCount() -> u32 {
  return p.batch * p.height * p.width;
}

fn columnCount() -> u32 {
  return p.channels;
}

fn put(pixel: u32, c: u32, value: f32) {
  dx[pixel * p.channels + c] = value;
}
