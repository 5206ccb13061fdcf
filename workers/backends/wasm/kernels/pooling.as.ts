/** Max-pooling, NHWC, and its gradient: the first maximum of a window takes it all (AssemblyScript). */

/** y[n, i, j, c] ← the window's maximum; padding never wins. */
export function maxPool(
  x: usize,
  y: usize,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  outHeight: i32,
  outWidth: i32,
  size: i32,
  stride: i32,
  top: i32,
  left: i32,
): void {
  const pixel = (<usize>channels) << 2;
  const line = <usize>width * pixel;
  for (let n = 0; n < batch; n++) {
    for (let i = 0; i < outHeight; i++) {
      const firstRow = max(i * stride - top, 0);
      const rows = min(i * stride - top + size, height) - firstRow;
      for (let j = 0; j < outWidth; j++) {
        const firstColumn = max(j * stride - left, 0);
        const columns = min(j * stride - left + size, width) - firstColumn;
        const corner = x + <usize>firstRow * line + <usize>firstColumn * pixel;
        let c = 0;
        for (; c + 4 <= channels; c += 4) {
          const start = corner + ((<usize>c) << 2);
          let best = v128.load(start);
          for (let u = 0; u < rows; u++) {
            let at = start + <usize>u * line;
            for (let v = 0; v < columns; v++) {
              best = f32x4.pmax(best, v128.load(at));
              at += pixel;
            }
          }
          v128.store(y + ((<usize>c) << 2), best);
        }
        for (; c < channels; c++) {
          const start = corner + ((<usize>c) << 2);
          let best = load<f32>(start);
          for (let u = 0; u < rows; u++) {
            for (let v = 0; v < columns; v++) {
              const value = load<f32>(start + <usize>u * line + <usize>v * pixel);
              if (value > best) best = value;
            }
          }
          store<f32>(y + ((<usize>c) << 2), best);
        }
        y += pixel;
      }
    }
    x += <usize>height * line;
  }
}

/** dx ← each window's dy at its first maximum; windows that overlap add up. */
export function maxPoolGradient(
  dy: usize,
  x: usize,
  y: usize,
  dx: usize,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  outHeight: i32,
  outWidth: i32,
  size: i32,
  stride: i32,
  top: i32,
  left: i32,
): void {
  const pixel = (<usize>channels) << 2;
  const line = <usize>width * pixel;
  // Windows that tile the image write each pixel once.
  const tiled = size == stride;
  if (!tiled) memory.fill(dx, 0, <usize>(batch * height) * line);
  for (let n = 0; n < batch; n++) {
    for (let i = 0; i < outHeight; i++) {
      const firstRow = max(i * stride - top, 0);
      const rows = min(i * stride - top + size, height) - firstRow;
      for (let j = 0; j < outWidth; j++) {
        const firstColumn = max(j * stride - left, 0);
        const columns = min(j * stride - left + size, width) - firstColumn;
        const corner = <usize>firstRow * line + <usize>firstColumn * pixel;
        let c = 0;
        for (; c + 4 <= channels; c += 4) {
          const place = corner + ((<usize>c) << 2);
          const best = v128.load(y + ((<usize>c) << 2));
          let gradient = v128.load(dy + ((<usize>c) << 2));
          for (let u = 0; u < rows; u++) {
            let at = place + <usize>u * line;
            for (let v = 0; v < columns; v++) {
              const hit = f32x4.eq(v128.load(x + at), best);
              const share = v128.and(gradient, hit);
              v128.store(dx + at, tiled ? share : f32x4.add(v128.load(dx + at), share));
              gradient = v128.andnot(gradient, hit);
              at += pixel;
            }
          }
        }
        for (; c < channels; c++) {
          const place = corner + ((<usize>c) << 2);
          const best = load<f32>(y + ((<usize>c) << 2));
          let gradient = load<f32>(dy + ((<usize>c) << 2));
          for (let u = 0; u < rows; u++) {
            for (let v = 0; v < columns; v++) {
              const at = place + <usize>u * line + <usize>v * pixel;
              const hit = load<f32>(x + at) == best;
              const share: f32 = hit ? gradient : 0;
              store<f32>(dx + at, tiled ? share : load<f32>(dx + at) + share);
              if (hit) gradient = 0;
            }
          }
        }
        y += pixel;
        dy += pixel;
      }
    }
    x += <usize>height * line;
    dx += <usize>height * line;
  }
}
