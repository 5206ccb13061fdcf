// Each pixel gets its share of its channel's gradient: [batch, channels] → [batch, pixels, channels], n numbers.
struct Settings { n: u32, chunk: u32, pixels: u32, channels: u32 }

@group(0) @binding(0) var<storage, read> dy: array<f32>;
@group(0) @binding(1) var<storage, read_write> dx: array<f32>;
@group(0) @binding(2) var<uniform> p: Settings;

fn element(i: u32) {
  dx[i] = dy[i / (p.pixels * p.channels) * p.channels + i % p.channels] / f32(p.pixels);
}
