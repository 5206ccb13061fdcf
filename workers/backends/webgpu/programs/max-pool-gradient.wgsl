// Each value of x gets the gradients of the windows in which it is the first largest value.
@group(0) @binding(0) var<storage, read> dy: array<f32>;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read> y: array<f32>;
@group(0) @binding(3) var<storage, read_write> dx: array<f32>;
@group(0) @binding(4) var<uniform> p: Settings;

// Whether no value of window (i, j) before (row, column), all counted from the padding, is equal to the largest.
fn comesFirst(n: u32, i: u32, j: u32, row: u32, column: u32, c: u32, largest: f32) -> bool {
  for (var u = max(i, p.top); u <= row; u++) {
    let end = select(min(j + p.size, p.width + p.left), column, u == row);
    for (var v = max(j, p.left); v < end; v++) {
      if (x[placeOf(n, u, v, c)] == largest) {
        return false;
      }
    }
  }
  return true;
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= p.width * p.channels) {
    return;
  }
  let imageColumn = quotient(id.x, p.channels);
  let c = id.x - imageColumn * p.channels;
  let at = ((id.z * p.height + id.y) * p.width + imageColumn) * p.channels + c;
  let row = id.y + p.top;
  let column = imageColumn + p.left;
  let lastRow = min(quotient(row, p.stride), p.outHeight - 1u);
  let firstColumn = firstWindow(column);
  let lastColumn = min(quotient(column, p.stride), p.outWidth - 1u);
  let value = x[at];
  var sum = 0.0;
  for (var i = firstWindow(row); i <= lastRow; i++) {
    for (var j = firstColumn; j <= lastColumn; j++) {
      let window = ((id.z * p.outHeight + i) * p.outWidth + j) * p.channels + c;
      if (value == y[window] && comesFirst(id.z, i * p.stride, j * p.stride, row, column, c, value)) {
        sum += dy[window];
      }
    }
  }
  dx[at] = sum;
}
