// The input gradient tiled.
const LEFT_INNER_FIRST = true;
const RIGHT_INNER_FIRST = true;

fn rowOf(pixel: u32) -> vec4i {
  if (pixel >= rowCount()) {
    return vec4i(0, FAR, FAR, 0);
  }
  let n = pixel / (p.height * p.width);
  let y = pixel / p.width % p.height + p.top;
  let z = pixel % p.width + p.left;
  return vec4i(i32(n * p.outHeight * p.outWidth * p.filters), i32(y), i32(z), 0);
}

fn innerOf(index: u32, end: u32) -> vec4i {
  let f = index % p.filters;
  let tap = index / p.filters;
  let u = tap / p.kernelWidth;
  if (u >= p.kernelHeight) {
    return vec4i(0, FAR, FAR, 0);
  }
  return vec4i(i32(f), -i32(u), -i32(tap % p.kernelWidth), i32(tap * p.channels * p.filters + f));
}

fn leftAt(pixel: vec4i, tap: vec4i) -> f32 {
  var i = pixel.y + tap.y;
  var j = pixel.z + tap.z;
  if (i < 0 || j < 0) {
    return 0.0;
  }
  if (p.stride > 1u) {
    let stride = i32(p.stride);
    if (i % stride != 0 || j % stride != 0) {
      return 0.0;
    }
    i /= stride;
    j /= stride;
  }
  if (i >= i32(p.outHeight) || j >= i32(p.outWidth)) {
    return 0.0;
  }
  return dy[pixel.x + (i * i32(p.outWidth) + j) * i32(p.filters) + tap.x];
}

fn rightAt(tap: vec4i, c: u32) -> f32 {
  if (tap.y == FAR || c >= p.channels) {
    return 0.0;
  }
  return w[u32(tap.w) + c * p.filters];
}

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  product(group.x * EDGE, group.y * EDGE, 0u, p.kernelHeight * p.kernelWidth * p.filters, thread);
}
