// Windows of size × size over x [batch, height, width, channels], which begin at (i·stride − top, j·stride − left). A
// workgroup takes 64 values of one row of one image.
struct Settings {
  height: u32, width: u32, channels: u32, outHeight: u32, outWidth: u32, size: u32, stride: u32, top: u32, left: u32,
}

// ⌊value / divisor⌋ of small numbers; integer division is several times slower.
fn quotient(value: u32, divisor: u32) -> u32 {
  return u32((f32(value) + 0.5) / f32(divisor));
}

// A window's part inside the image: rows and columns [x, y), counted from the padding.
struct Window { rows: vec2u, columns: vec2u }

fn windowAt(outRow: u32, outColumn: u32) -> Window {
  let i = outRow * p.stride;
  let j = outColumn * p.stride;
  return Window(
    vec2u(max(i, p.top), min(i + p.size, p.height + p.top)),
    vec2u(max(j, p.left), min(j + p.size, p.width + p.left)),
  );
}

// The index of a value of x; its row and column count from the padding.
fn placeOf(n: u32, row: u32, column: u32, c: u32) -> u32 {
  return ((n * p.height + row - p.top) * p.width + column - p.left) * p.channels + c;
}

fn pixelsOf(window: Window) -> f32 {
  return f32((window.rows.y - window.rows.x) * (window.columns.y - window.columns.x));
}

// The first window that contains a row or column.
fn firstWindow(at: u32) -> u32 {
  return quotient(max(at, p.size - 1u) - (p.size - 1u) + p.stride - 1u, p.stride);
}
