// The convolution register-blocked.
fn windowsOf(pixels: vec4i) -> Windows {
  let width = i32(p.outWidth);
  let image = i32(p.outHeight) * width;
  let row = pixels / width % i32(p.outHeight) * i32(p.stride) - i32(p.top);
  let column = pixels % width * i32(p.stride) - i32(p.left);
  return Windows(((pixels / image * i32(p.height) + row) * i32(p.width) + column) * i32(p.channels), row, column);
}

fn leftPlaces(windows: Windows, u: i32, v: i32) -> vec4i {
  let y = windows.row + u;
  let z = windows.column + v;
  let inside = (y >= vec4i()) & (y < vec4i(i32(p.height))) & (z >= vec4i()) & (z < vec4i(i32(p.width)));
  return select(vec4i(-1), windows.base + (u * i32(p.width) + v) * i32(p.channels), inside);
}

fn rightPlaces(filters: vec4i, u: i32, v: i32) -> vec4i {
  return filters + (u * i32(p.kernelWidth) + v) * i32(p.channels * p.filters);
}

fn leftAt(at: i32) -> f32 {
  return x[at];
}

fn rightAt(at: i32) -> f32 {
  return w[at];
}

fn leftStep() -> i32 {
  return 1;
}

fn rightStep() -> i32 {
  return i32(p.filters);
}

@compute @workgroup_size(WORKERS)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let taps = vec2i(vec2u(p.kernelHeight, p.kernelWidth));
  product((group.y * groups.x + group.x) * WORKERS + thread, taps, 0, i32(p.channels));
}
