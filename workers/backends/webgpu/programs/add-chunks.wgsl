// Adds up `count` contiguous arrays of n numbers.
struct Settings { n: u32, chunk: u32, count: u32 }

@group(0) @binding(0) var<storage, read> sums: array<f32>;
@group(0) @binding(1) var<storage, read_write> out: array<f32>;
@group(0) @binding(2) var<uniform> p: Settings;

fn element(i: u32) {
  var total = 0.0;
  for (var k = 0u; k < p.count; k++) {
    total += sums[k * p.n + i];
  }
  out[i] = total;
}
