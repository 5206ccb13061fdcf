// The crops and labels of the examples in `chosen`: batch indices, then as many labels, placements (first row and
// column in a byte each, then the flip), factors and offsets. Pixels are bytes, four per word; outside of an image they
// are 0.
struct Settings {
  n: u32, chunk: u32, batch: u32, edge: u32, channels: u32, size: u32, border: u32,
}

@group(0) @binding(0) var<storage, read> pixels: array<u32>;
@group(0) @binding(1) var<storage, read> chosen: array<u32>;
@group(0) @binding(2) var<storage, read_write> images: array<f32>;
@group(0) @binding(3) var<storage, read_write> labels: array<u32>;
@group(0) @binding(4) var<uniform> p: Settings;

fn element(i: u32) {
  let line = p.edge * p.channels;
  let k = i / (p.edge * line);
  let y = (i / line) % p.edge;
  let x = (i / p.channels) % p.edge;
  let placement = chosen[2u * p.batch + k];
  let across = select(x, p.edge - 1u - x, (placement >> 16u) == 1u);
  // A negative value wraps to a large number, which is outside too.
  let row = y + (placement & 0xffu) - p.border;
  let column = across + ((placement >> 8u) & 0xffu) - p.border;
  var byte = 0u;
  if (row < p.size && column < p.size) {
    let at = ((chosen[k] * p.size + row) * p.size + column) * p.channels + i % p.channels;
    byte = (pixels[at / 4u] >> (8u * (at % 4u))) & 0xffu;
  }
  images[i] = bitcast<f32>(chosen[3u * p.batch + k]) * f32(byte) + bitcast<f32>(chosen[4u * p.batch + k]);
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
