// y = x ∗ w, with optional bias and ReLU (`option` 1 and 2), for few channels. A thread computes four neighbouring
// pixels of one filter, so that neighbouring pixels share values of x and neighbouring filters share cache lines of w.
@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read> w: array<f32>;
@group(0) @binding(2) var<storage, read> bias: array<f32>;
@group(0) @binding(3) var<storage, read_write> y: array<f32>;
@group(0) @binding(4) var<uniform> p: Settings;

fn inputAt(n: u32, i: i32, j: i32, c: u32) -> f32 {
  if (j < 0 || j >= i32(p.width)) {
    return 0.0;
  }
  return x[((n * p.height + u32(i)) * p.width + u32(j)) * p.channels + c];
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(workgroup_id) group: vec3u) {
  let quads = (p.outWidth + 3u) / 4u;
  let quad = id.x / p.filters;
  let f = id.x % p.filters;
  if (quad >= quads) {
    return;
  }
  let i = i32(group.y * p.stride) - i32(p.top);
  let j = i32(quad * 4u * p.stride) - i32(p.left);
  let stride = i32(p.stride);
  var sums = vec4f();
  for (var u = 0u; u < p.kernelHeight; u++) {
    let row = i + i32(u);
    if (row < 0 || row >= i32(p.height)) {
      continue;
    }
    for (var v = 0u; v < p.kernelWidth; v++) {
      let column = j + i32(v);
      for (var c = 0u; c < p.channels; c++) {
        let weight = w[((u * p.kernelWidth + v) * p.channels + c) * p.filters + f];
        sums += weight * vec4f(
          inputAt(group.z, row, column, c),
          inputAt(group.z, row, column + stride, c),
          inputAt(group.z, row, column + 2 * stride, c),
          inputAt(group.z, row, column + 3 * stride, c),
        );
      }
    }
  }
  if ((p.option & 1u) != 0u) {
    sums += bias[f];
  }
  if ((p.option & 2u) != 0u) {
    sums = max(sums, vec4f());
  }
  for (var k = 0u; k < 4u; k++) {
    if (quad * 4u + k < p.outWidth) {
      y[((group.z * p.outHeight + group.y) * p.outWidth + quad * 4u + k) * p.filters + f] = sums[k];
    }
  }
}
