// The images and labels of the examples in `chosen`: batch indices, then as many labels. Pixels are bytes, four per
// word, scaled by one factor and offset for all or for each example; or floats.
struct Settings { n: u32, chunk: u32, batch: u32, length: u32, floats: u32, each: u32 }

@group(0) @binding(0) var<storage, read> pixels: array<u32>;
@group(0) @binding(1) var<storage, read> factors: array<f32>;
@group(0) @binding(2) var<storage, read> offsets: array<f32>;
@group(0) @binding(3) var<storage, read> chosen: array<u32>;
@group(0) @binding(4) var<storage, read_write> images: array<f32>;
@group(0) @binding(5) var<storage, read_write> labels: array<u32>;
@group(0) @binding(6) var<uniform> p: Settings;

fn element(i: u32) {
  let example = chosen[i / p.length];
  let at = example * p.length + i % p.length;
  if (p.floats == 1u) {
    images[i] = bitcast<f32>(pixels[at]);
  } else {
    let own = select(0u, example, p.each == 1u);
    let byte = (pixels[at / 4u] >> (8u * (at % 4u))) & 0xffu;
    images[i] = factors[own] * f32(byte) + offsets[own];
  }
}

@compute @workgroup_size(THREADS)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  overChunk(group.x, thread);
  for (var n = group.x * THREADS + thread; n < p.batch; n += groups.x * THREADS) {
    labels[n] = chosen[p.batch + n];
  }
}
