// The kernel gradient, register-blocked: rows are the kernel's, taps output pixels, the innermost index the examples of
// a range.
fn windowsOf(rows: vec4i) -> Windows {
  let channels = i32(p.channels);
  let row = rows / (channels * i32(p.kernelWidth)) - i32(p.top);
  let column = rows / channels % i32(p.kernelWidth) - i32(p.left);
  return Windows((row * i32(p.width) + column) * channels + rows % channels, row, column);
}

fn leftPlaces(windows: Windows, i: i32, j: i32) -> vec4i {
  let y = windows.row + i * i32(p.stride);
  let z = windows.column + j * i32(p.stride);
  let inside = (y >= vec4i()) & (y < vec4i(i32(p.height))) & (z >= vec4i()) & (z < vec4i(i32(p.width)));
  let begins = windows.base + (i * i32(p.width) + j) * i32(p.stride * p.channels);
  return select(vec4i(-1), begins, inside);
}

fn rightPlaces(filters: vec4i, i: i32, j: i32) -> vec4i {
  return filters + (i * i32(p.outWidth) + j) * i32(p.filters);
}

fn leftAt(at: i32) -> f32 {
  return x[at];
}

fn rightAt(at: i32) -> f32 {
  return dy[at];
}

fn leftStep() -> i32 {
  return i32(p.height * p.width * p.channels);
}

fn rightStep() -> i32 {
  return i32(p.outHeight * p.outWidth * p.filters);
}

@compute @workgroup_size(WORKERS)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  base = group.z * rowCount() * p.filters;
  let end = min((group.z + 1u) * p.chunk, p.batch);
  let taps = vec2i(vec2u(p.outHeight, p.outWidth));
  product((group.y * groups.x + group.x) * WORKERS + thread, taps, i32(group.z * p.chunk), i32(end));
}
