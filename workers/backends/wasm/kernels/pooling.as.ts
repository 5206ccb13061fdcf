/** Max-pooling and average pooling, NHWC, and their gradients: a window's first maximum takes it all (AssemblyScript). Parts are images. */
import { address, argument } from './job.as';
import { loadSome, storeSome } from './lanes.as';

/**
 * y[n, i, j, c] ← the window's maximum; padding never wins.
 * Arguments: x, y, batch, height, width, channels, out height, out width, size, stride, top, left, images a part.
 */
export function maxPoolPart(part: i32): void {
  const height = argument(3);
  const width = argument(4);
  const channels = argument(5);
  const outHeight = argument(6);
  const outWidth = argument(7);
  const size = argument(8);
  const stride = argument(9);
  const top = argument(10);
  const left = argument(11);
  const first = part * argument(12);
  const end = min(first + argument(12), argument(2));
  let x = address(0) + ((<usize>(first * height * width * channels)) << 2);
  let y = address(1) + ((<usize>(first * outHeight * outWidth * channels)) << 2);
  const pixel = (<usize>channels) << 2;
  const line = <usize>width * pixel;
  for (let n = first; n < end; n++) {
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

/**
 * dx ← each window's dy at its first maximum; windows that overlap add up.
 * Arguments: dy, x, y, dx, batch, height, width, channels, out height, out width, size, stride, top, left, images a part.
 */
export function maxPoolGradientPart(part: i32): void {
  const height = argument(5);
  const width = argument(6);
  const channels = argument(7);
  const outHeight = argument(8);
  const outWidth = argument(9);
  const size = argument(10);
  const stride = argument(11);
  const top = argument(12);
  const left = argument(13);
  const first = part * argument(14);
  const end = min(first + argument(14), argument(4));
  let dy = address(0) + ((<usize>(first * outHeight * outWidth * channels)) << 2);
  let x = address(1) + ((<usize>(first * height * width * channels)) << 2);
  let y = address(2) + ((<usize>(first * outHeight * outWidth * channels)) << 2);
  let dx = address(3) + ((<usize>(first * height * width * channels)) << 2);
  const pixel = (<usize>channels) << 2;
  const line = <usize>width * pixel;
  // Windows that tile the image write each pixel once.
  const tiled = size == stride;
  if (!tiled) memory.fill(dx, 0, <usize>((end - first) * height) * line);
  for (let n = first; n < end; n++) {
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

/** Rows or columns of a window inside the image: those before `end` from `start` on. */
function inside(at: i32, size: i32, length: i32): i32 {
  return min(at + size, length) - max(at, 0);
}

/** y[n, i, j, c] ← the window's mean without its padding. Arguments: as those of `maxPoolPart`. */
export function averagePoolPart(part: i32): void {
  const height = argument(3);
  const width = argument(4);
  const channels = argument(5);
  const outHeight = argument(6);
  const outWidth = argument(7);
  const size = argument(8);
  const first = part * argument(12);
  const end = min(first + argument(12), argument(2));
  let x = address(0) + ((<usize>(first * height * width * channels)) << 2);
  let y = address(1) + ((<usize>(first * outHeight * outWidth * channels)) << 2);
  const pixel = (<usize>channels) << 2;
  const line = <usize>width * pixel;
  for (let n = first; n < end; n++) {
    for (let i = 0; i < outHeight; i++) {
      const top = i * argument(9) - argument(10);
      const rows = inside(top, size, height);
      for (let j = 0; j < outWidth; j++) {
        const left = j * argument(9) - argument(11);
        const columns = inside(left, size, width);
        const corner = x + <usize>max(top, 0) * line + <usize>max(left, 0) * pixel;
        const count = f32x4.splat(<f32>(rows * columns));
        for (let c = 0; c < channels; c += 4) {
          const start = corner + ((<usize>c) << 2);
          let sum = f32x4.splat(0);
          for (let u = 0; u < rows; u++) {
            let at = start + <usize>u * line;
            for (let v = 0; v < columns; v++) {
              sum = f32x4.add(sum, loadSome(at, channels - c));
              at += pixel;
            }
          }
          storeSome(y + ((<usize>c) << 2), f32x4.div(sum, count), channels - c);
        }
        y += pixel;
      }
    }
    x += <usize>height * line;
  }
}

/**
 * dx ← of each window's dy an equal share for every pixel inside the image; windows that overlap add up.
 * Arguments: dy, dx, batch, height, width, channels, out height, out width, size, stride, top, left, images a part.
 */
export function averagePoolGradientPart(part: i32): void {
  const height = argument(3);
  const width = argument(4);
  const channels = argument(5);
  const outHeight = argument(6);
  const outWidth = argument(7);
  const size = argument(8);
  const first = part * argument(12);
  const end = min(first + argument(12), argument(2));
  let dy = address(0) + ((<usize>(first * outHeight * outWidth * channels)) << 2);
  let dx = address(1) + ((<usize>(first * height * width * channels)) << 2);
  const pixel = (<usize>channels) << 2;
  const line = <usize>width * pixel;
  memory.fill(dx, 0, <usize>((end - first) * height) * line);
  for (let n = first; n < end; n++) {
    for (let i = 0; i < outHeight; i++) {
      const top = i * argument(9) - argument(10);
      const rows = inside(top, size, height);
      for (let j = 0; j < outWidth; j++) {
        const left = j * argument(9) - argument(11);
        const columns = inside(left, size, width);
        const corner = dx + <usize>max(top, 0) * line + <usize>max(left, 0) * pixel;
        const count = f32x4.splat(<f32>(rows * columns));
        for (let c = 0; c < channels; c += 4) {
          const share = f32x4.div(loadSome(dy + ((<usize>c) << 2), channels - c), count);
          for (let u = 0; u < rows; u++) {
            let at = corner + <usize>u * line + ((<usize>c) << 2);
            for (let v = 0; v < columns; v++) {
              storeSome(at, f32x4.add(loadSome(at, channels - c), share), channels - c);
              at += pixel;
            }
          }
        }
        dy += pixel;
      }
    }
    dx += <usize>height * line;
  }
}
