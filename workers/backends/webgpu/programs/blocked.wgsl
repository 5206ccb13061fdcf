// left · right, register-blocked: a thread computes 8 rows × 8 columns, without barriers. Inner indices are a tap (u,
// v) of `taps` and, within it, every k of [first, end), for which the places of a row and a column advance by
// `LEFT_STEP` and `RIGHT_STEP`. The code before this defines:
// `windowsOf`, what is known of four rows before the taps; `leftPlaces`, where each row begins at a tap, −1 if it does
// not exist; `rightPlaces`, where four columns begin at a tap; `leftAt`, `rightAt`, `put`, and the counts.
struct Windows { base: vec4i, row: vec4i, column: vec4i }

const FOUR = vec4i(0, 1, 2, 3);
const WORKERS = 16u;

fn outer(left: vec4f, right: vec4f) -> mat4x4f {
  return mat4x4f(left * right.x, left * right.y, left * right.z, left * right.w);
}

fn leftFour(at: vec4i, exist: vec4<bool>) -> vec4f {
  return select(vec4f(), vec4f(leftAt(at.x), leftAt(at.y), leftAt(at.z), leftAt(at.w)), exist);
}

fn rightFour(at: vec4i) -> vec4f {
  return vec4f(rightAt(at.x), rightAt(at.y), rightAt(at.z), rightAt(at.w));
}

// Thread `index` takes the blocks of one row of blocks after those of another.
fn product(index: u32, taps: vec2i, first: i32, end: i32) {
  let across = i32((columnCount() + 7u) / 8u);
  let row = i32(index) / across * 8;
  let column = i32(index) % across * 8;
  let lastRow = i32(rowCount()) - 1;
  if (row > lastRow) {
    return;
  }
  let lastColumn = vec4i(i32(columnCount()) - 1);
  let upper = windowsOf(min(row + FOUR, vec4i(lastRow)));
  let lower = windowsOf(min(row + 4 + FOUR, vec4i(lastRow)));
  let near = min(column + FOUR, lastColumn);
  let far = min(column + 4 + FOUR, lastColumn);
  var s00 = mat4x4f();
  var s01 = mat4x4f();
  var s10 = mat4x4f();
  var s11 = mat4x4f();
  for (var u = 0; u < taps.x; u++) {
    for (var v = 0; v < taps.y; v++) {
      let a = leftPlaces(upper, u, v);
      let b = leftPlaces(lower, u, v);
      let aExist = a >= vec4i();
      let bExist = b >= vec4i();
      let c = rightPlaces(near, u, v);
      let d = rightPlaces(far, u, v);
      for (var k = first; k < end; k++) {
        let left0 = leftFour(a + k * leftStep(), aExist);
        let left1 = leftFour(b + k * leftStep(), bExist);
        let right0 = rightFour(c + k * rightStep());
        let right1 = rightFour(d + k * rightStep());
        s00 += outer(left0, right0);
        s01 += outer(left0, right1);
        s10 += outer(left1, right0);
        s11 += outer(left1, right1);
      }
    }
  }
  var sums = array<mat4x4f, 4>(s00, s10, s01, s11);
  for (var j = 0; j < 8 && column + j <= lastColumn.x; j++) {
    for (var i = 0; i < 8 && row + i <= lastRow; i++) {
      put(u32(row + i), u32(column + j), sums[j / 4 * 2 + i / 4][j % 4][i % 4]);
    }
  }
}
