// Of windows that lie side by side, size = stride, each gives its gradient to its first largest value and 0 to the others.
@group(0) @binding(0) var<storage, read> dy: array<f32>;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read_write> dx: array<f32>;
@group(0) @binding(3) var<uniform> p: Settings;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= p.outWidth * p.channels) {
    return;
  }
  let outColumn = quotient(id.x, p.channels);
  let c = id.x - outColumn * p.channels;
  // Rows and columns of the image, counted from its padding.
  let i = id.y * p.stride;
  let j = outColumn * p.stride;
  let lastRow = min(i + p.size, p.height + p.top);
  let lastColumn = min(j + p.size, p.width + p.left);
  let firstRow = max(i, p.top);
  let firstColumn = max(j, p.left);
  var place = ((id.z * p.height + firstRow - p.top) * p.width + firstColumn - p.left) * p.channels + c;
  var best = x[place];
  for (var row = firstRow; row < lastRow; row++) {
    for (var column = firstColumn; column < lastColumn; column++) {
      let at = ((id.z * p.height + row - p.top) * p.width + column - p.left) * p.channels + c;
      let value = x[at];
      place = select(place, at, value > best);
      best = max(best, value);
    }
  }
  let gradient = dy[((id.z * p.outHeight + id.y) * p.outWidth + outColumn) * p.channels + c];
  for (var row = firstRow; row < lastRow; row++) {
    for (var column = firstColumn; column < lastColumn; column++) {
      let at = ((id.z * p.height + row - p.top) * p.width + column - p.left) * p.channels + c;
      dx[at] = select(0.0, gradient, at == place);
    }
  }
}
