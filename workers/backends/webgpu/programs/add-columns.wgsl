// Adds up the blocks' sums of each channel.
struct Settings { rows: u32, channels: u32, block: u32 }

@group(0) @binding(0) var<storage, read> sums: array<vec2f>;
@group(0) @binding(1) var<storage, read_write> first: array<f32>;
@group(0) @binding(2) var<storage, read_write> second: array<f32>;
@group(0) @binding(3) var<uniform> p: Settings;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= p.channels) {
    return;
  }
  var total = vec2f();
  for (var i = 0u; i * p.block < p.rows; i++) {
    total += sums[i * p.channels + id.x];
  }
  first[id.x] = total.x;
  second[id.x] = total.y;
}
