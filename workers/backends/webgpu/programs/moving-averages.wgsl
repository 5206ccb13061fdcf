// a ← share · a + (1 − share) · x, in place, for two averages of n numbers.
struct Settings { n: u32, chunk: u32, share: f32, rest: f32 }

@group(0) @binding(0) var<storage, read_write> firstAverage: array<f32>;
@group(0) @binding(1) var<storage, read_write> secondAverage: array<f32>;
@group(0) @binding(2) var<storage, read> first: array<f32>;
@group(0) @binding(3) var<storage, read> second: array<f32>;
@group(0) @binding(4) var<uniform> p: Settings;

fn element(i: u32) {
  firstAverage[i] = firstAverage[i] * p.share + first[i] * p.rest;
  secondAverage[i] = secondAverage[i] * p.share + second[i] * p.rest;
}
