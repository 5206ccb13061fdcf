// The kernel gradient tiled.
const LEFT_INNER_FIRST = false;
const RIGHT_INNER_FIRST = false;

fn rowOf(index: u32) -> vec4i {
  return tapOf(index);
}

fn innerOf(index: u32, end: u32) -> vec4i {
  if (index >= end) {
    return vec4i(0, FAR, FAR, 0);
  }
  return windowOf(index);
}

fn leftAt(tap: vec4i, window: vec4i) -> f32 {
  return valueAt(window, tap);
}

fn rightAt(window: vec4i, f: u32) -> f32 {
  if (window.y == FAR || f >= p.filters) {
    return 0.0;
  }
  return dy[u32(window.w) * p.filters + f];
}

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  base = group.z * rowCount() * p.filters;
  let end = min((group.z + 1u) * p.chunk, p.batch * p.outHeight * p.outWidth);
  product(group.x * EDGE, group.y * EDGE, group.z * p.chunk, end, thread);
}
