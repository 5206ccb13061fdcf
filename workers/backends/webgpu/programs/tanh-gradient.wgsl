// dx ← dy · (1 − y²).
struct Settings { n: u32, chunk: u32 }

@group(0) @binding(0) var<storage, read> dy: array<f32>;
@group(0) @binding(1) var<storage, read> y: array<f32>;
@group(0) @binding(2) var<storage, read_write> dx: array<f32>;
@group(0) @binding(3) var<uniform> p: Settings;

fn element(i: u32) {
  dx[i] = dy[i] * (1.0 - y[i] * y[i]);
}
