// The convolution tiled.
const LEFT_INNER_FIRST = true;
const RIGHT_INNER_FIRST = false;

fn rowOf(index: u32) -> vec4i {
  return windowOf(index);
}

fn innerOf(index: u32, end: u32) -> vec4i {
  return tapOf(index);
}

fn leftAt(window: vec4i, tap: vec4i) -> f32 {
  return valueAt(window, tap);
}

fn rightAt(tap: vec4i, f: u32) -> f32 {
  if (tap.y < 0 || f >= p.filters) {
    return 0.0;
  }
  return w[u32(tap.w) * p.filters + f];
}

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  product(group.x * EDGE, group.y * EDGE, 0u, p.kernelHeight * p.kernelWidth * p.channels, thread);
}
