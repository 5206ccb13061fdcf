// The mean of each channel over an image's pixels: [batch, pixels, channels] → [batch, channels].
struct Settings { n: u32, groups: u32, pixels: u32, channels: u32 }

@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> y: array<f32>;
@group(0) @binding(2) var<uniform> p: Settings;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  for (var i = id.x; i < p.n; i += p.groups * 64u) {
    let first = i / p.channels * p.pixels * p.channels + i % p.channels;
    var sum = 0.0;
    for (var k = 0u; k < p.pixels; k++) {
      sum += x[first + k * p.channels];
    }
    y[i] = sum / f32(p.pixels);
  }
}
