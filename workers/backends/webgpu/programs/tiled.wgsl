// left · right, tiled: a workgroup of 64 threads computes 32 rows × 32 columns from the inner indices [start, end), and
// a thread 4 × 4 of it. The code before this defines `rowOf` and `innerOf`, which decompose an index once for the whole
// tile; `leftAt` and `rightAt`, which read a value from the decomposed indices; `put`; the counts of rows and columns;
// and the memory order of each operand. Neighbouring threads read neighbouring values or the same value if possible.
const EDGE = 32u;
const DEPTH = 16u;
// Strides in `a` of the left operand's inner index and row, in its memory order. The extra one of each puts threads
// that read different rows into different banks.
const INNER_STEP = select(EDGE + 1u, 1u, LEFT_INNER_FIRST);
const ROW_STEP = select(1u, DEPTH + 1u, LEFT_INNER_FIRST);

var<workgroup> rows: array<array<i32, EDGE>, 4>;
var<workgroup> inners: array<array<i32, DEPTH>, 4>;
var<workgroup> a: array<f32, (EDGE + 1u) * (DEPTH + 1u)>;
var<workgroup> b: array<array<f32, EDGE + 1u>, DEPTH>;

fn keepInner(thread: u32, index: u32, end: u32) {
  if (thread < DEPTH) {
    let parts = innerOf(index, end);
    inners[0][thread] = parts.x;
    inners[1][thread] = parts.y;
    inners[2][thread] = parts.z;
    inners[3][thread] = parts.w;
  }
}

fn product(firstRow: u32, firstColumn: u32, start: u32, end: u32, thread: u32) {
  let down = thread / 8u * 4u;
  let across = thread % 8u;
  let needed = firstRow + down < rowCount() && firstColumn + across < columnCount();
  var s0 = vec4f();
  var s1 = vec4f();
  var s2 = vec4f();
  var s3 = vec4f();
  if (thread < EDGE) {
    let parts = rowOf(firstRow + thread);
    rows[0][thread] = parts.x;
    rows[1][thread] = parts.y;
    rows[2][thread] = parts.z;
    rows[3][thread] = parts.w;
  }
  keepInner(thread, start + thread, end);
  workgroupBarrier();
  for (var first = start; first < end; first += DEPTH) {
    for (var i = thread; i < EDGE * DEPTH; i += 64u) {
      let k = select(i / EDGE, i % DEPTH, LEFT_INNER_FIRST);
      let row = select(i % EDGE, i / DEPTH, LEFT_INNER_FIRST);
      let rowParts = vec4i(rows[0][row], rows[1][row], rows[2][row], rows[3][row]);
      let innerParts = vec4i(inners[0][k], inners[1][k], inners[2][k], inners[3][k]);
      a[row * ROW_STEP + k * INNER_STEP] = leftAt(rowParts, innerParts);
    }
    for (var i = thread; i < EDGE * DEPTH; i += 64u) {
      let k = select(i / EDGE, i % DEPTH, RIGHT_INNER_FIRST);
      let column = select(i % EDGE, i / DEPTH, RIGHT_INNER_FIRST);
      let innerParts = vec4i(inners[0][k], inners[1][k], inners[2][k], inners[3][k]);
      b[k][column] = rightAt(innerParts, firstColumn + column);
    }
    workgroupBarrier();
    keepInner(thread, first + DEPTH + thread, end);
    if (needed) {
      let depth = min(DEPTH, end - first);
      for (var k = 0u; k < depth; k++) {
        let right = vec4f(b[k][across], b[k][across + 8u], b[k][across + 16u], b[k][across + 24u]);
        let left = down * ROW_STEP + k * INNER_STEP;
        s0 += a[left] * right;
        s1 += a[left + ROW_STEP] * right;
        s2 += a[left + 2u * ROW_STEP] * right;
        s3 += a[left + 3u * ROW_STEP] * right;
      }
    }
    workgroupBarrier();
  }
  putFour(firstRow + down, firstColumn + across, s0);
  putFour(firstRow + down + 1u, firstColumn + across, s1);
  putFour(firstRow + down + 2u, firstColumn + across, s2);
  putFour(firstRow + down + 3u, firstColumn + across, s3);
}

fn putFour(row: u32, column: u32, values: vec4f) {
  if (row >= rowCount()) {
    return;
  }
  for (var i = 0u; i < 4u; i++) {
    if (column + 8u * i < columnCount()) {
      put(row, column + 8u * i, values[i]);
    }
  }
}
