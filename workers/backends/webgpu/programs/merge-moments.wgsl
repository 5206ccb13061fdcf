// Mean and biased variance of each channel from those of the blocks (Chan, Golub & LeVeque 1979).
struct Settings { rows: u32, channels: u32, block: u32 }

@group(0) @binding(0) var<storage, read> sums: array<vec2f>;
@group(0) @binding(1) var<storage, read_write> mean: array<f32>;
@group(0) @binding(2) var<storage, read_write> variance: array<f32>;
@group(0) @binding(3) var<uniform> p: Settings;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= p.channels) {
    return;
  }
  var middle = 0.0;
  var squares = 0.0;
  for (var i = 0u; i * p.block < p.rows; i++) {
    let before = f32(i * p.block);
    let more = f32(min(p.block, p.rows - i * p.block));
    let part = sums[i * p.channels + id.x];
    let apart = part.x - middle;
    middle += apart * (more / (before + more));
    squares += part.y + apart * apart * (before * (more / (before + more)));
  }
  mean[id.x] = middle;
  variance[id.x] = squares / f32(p.rows);
}
