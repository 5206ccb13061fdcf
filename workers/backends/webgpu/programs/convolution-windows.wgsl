// An output pixel: where its window begins in x, and the window's first row and column.
fn windowOf(pixel: u32) -> vec4i {
  if (pixel >= p.batch * p.outHeight * p.outWidth) {
    return vec4i(0, FAR, FAR, 0);
  }
  let n = i32(pixel / (p.outHeight * p.outWidth));
  let i = i32(pixel / p.outWidth % p.outHeight * p.stride) - i32(p.top);
  let j = i32(pixel % p.outWidth * p.stride) - i32(p.left);
  return vec4i(((n * i32(p.height) + i) * i32(p.width) + j) * i32(p.channels), i, j, i32(pixel));
}

// A row of the kernel (u, v, c): the offset of its value in x from a window's beginning, and its row and column in it.
fn tapOf(index: u32) -> vec4i {
  let tap = index / p.channels;
  let u = tap / p.kernelWidth;
  if (u >= p.kernelHeight) {
    return vec4i(0, FAR, FAR, 0);
  }
  let v = tap % p.kernelWidth;
  return vec4i(i32((u * p.width + v) * p.channels + index % p.channels), i32(u), i32(v), i32(index));
}

// x at a tap of a window; 0 outside of the image.
fn valueAt(window: vec4i, tap: vec4i) -> f32 {
  let y = window.y + tap.y;
  let z = window.z + tap.z;
  if (y < 0 || z < 0 || y >= i32(p.height) || z >= i32(p.width)) {
    return 0.0;
  }
  return x[window.x + tap.x];
}
