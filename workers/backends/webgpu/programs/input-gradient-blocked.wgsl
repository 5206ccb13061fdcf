// The input gradient, register-blocked. For an input pixel, `base` is where its image's output begins; row and column
// count from the padding's corner.
fn windowsOf(pixels: vec4i) -> Windows {
  let width = i32(p.width);
  let height = i32(p.height);
  let image = pixels / (height * width);
  let row = pixels / width % height + i32(p.top);
  return Windows(image * i32(p.outHeight * p.outWidth * p.filters), row, pixels % width + i32(p.left));
}

fn leftPlaces(windows: Windows, u: i32, v: i32) -> vec4i {
  let stride = vec4i(i32(p.stride));
  let y = windows.row - u;
  let z = windows.column - v;
  let i = y / stride;
  let j = z / stride;
  let inside = (y >= vec4i()) & (z >= vec4i()) & (i < vec4i(i32(p.outHeight))) & (j < vec4i(i32(p.outWidth)));
  let begins = (i * stride == y) & (j * stride == z);
  return select(vec4i(-1), windows.base + (i * i32(p.outWidth) + j) * i32(p.filters), inside & begins);
}

fn rightPlaces(channels: vec4i, u: i32, v: i32) -> vec4i {
  return ((u * i32(p.kernelWidth) + v) * i32(p.channels) + channels) * i32(p.filters);
}

fn leftAt(at: i32) -> f32 {
  return dy[at];
}

fn rightAt(at: i32) -> f32 {
  return w[at];
}

fn leftStep() -> i32 {
  return 1;
}

fn rightStep() -> i32 {
  return 1;
}

@compute @workgroup_size(WORKERS)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let taps = vec2i(vec2u(p.kernelHeight, p.kernelWidth));
  product((group.y * groups.x + group.x) * WORKERS + thread, taps, 0, i32(p.filters));
}
