// Sums over a block of rows of x [rows, channels] for `across` channels (a power of two, at most THREADS); the
// remaining threads share each channel's rows. `kind` says what is summed: 0: x; 1: (2^30 x)² and (2^-30 x)²; 2: the
// block's mean and the sum of squares about it; 3: g and g·(x − mean), where g is dy where y > 0 or `rectified` is 0.
struct Settings { rows: u32, channels: u32, block: u32, kind: u32, rectified: u32, across: u32 }

@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read> dy: array<f32>;
@group(0) @binding(2) var<storage, read> y: array<f32>;
@group(0) @binding(3) var<storage, read> mean: array<f32>;
@group(0) @binding(4) var<storage, read_write> sums: array<vec2f>;
@group(0) @binding(5) var<uniform> p: Settings;

var<workgroup> held: array<vec2f, THREADS>;

// Among the threads of one channel.
fn sumOfChannel(value: vec2f, thread: u32) -> vec2f {
  workgroupBarrier();
  held[thread] = value;
  for (var half = THREADS / 2u; half >= p.across; half >>= 1u) {
    workgroupBarrier();
    if (thread < half) {
      held[thread] += held[thread + half];
    }
  }
  workgroupBarrier();
  return held[thread % p.across];
}

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let channel = group.x * p.across + thread % p.across;
  let first = group.y * p.block;
  let end = min(first + p.block, p.rows);
  let exists = channel < p.channels;
  var sum = vec2f();
  if (exists) {
    let middle = mean[select(0u, channel, p.kind == 3u)];
    for (var i = first + thread / p.across; i < end; i += THREADS / p.across) {
      let at = i * p.channels + channel;
      if (p.kind == 3u) {
        let g = select(0.0, dy[at], p.rectified == 0u || y[at] > 0.0);
        sum += vec2f(g, g * (x[at] - middle));
      } else {
        let scaled = vec2f(0x1p30, 0x1p-30) * x[at];
        sum += select(vec2f(x[at], 0.0), scaled * scaled, p.kind == 1u);
      }
    }
  }
  var total = sumOfChannel(sum, thread);
  if (p.kind == 2u) {
    let middle = total.x / f32(end - first);
    var squares = 0.0;
    if (exists) {
      for (var i = first + thread / p.across; i < end; i += THREADS / p.across) {
        let difference = x[i * p.channels + channel] - middle;
        squares += difference * difference;
      }
    }
    total = vec2f(middle, sumOfChannel(vec2f(squares, 0.0), thread).x);
  }
  if (exists && thread < p.across) {
    sums[group.y * p.channels + channel] = total;
  }
}
