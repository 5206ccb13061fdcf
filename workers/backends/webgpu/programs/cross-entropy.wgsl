// One workgroup: mean loss, accuracy, and (softmax − target) / batch of logits [batch, classes]. The target of the
// label is `own`, that of every other class is `other`.
struct Settings { batch: u32, classes: u32, own: f32, other: f32 }

@group(0) @binding(0) var<storage, read> logits: array<f32>;
@group(0) @binding(1) var<storage, read> labels: array<i32>;
@group(0) @binding(2) var<storage, read_write> loss: array<f32>;
@group(0) @binding(3) var<storage, read_write> accuracy: array<f32>;
@group(0) @binding(4) var<storage, read_write> gradient: array<f32>;
@group(0) @binding(5) var<uniform> p: Settings;

@compute @workgroup_size(THREADS)
fn main(@builtin(local_invocation_index) thread: u32) {
  var sum = vec4f();
  for (var n = thread; n < p.batch; n += THREADS) {
    let row = n * p.classes;
    let label = u32(labels[n]);
    let best = largestOf(row);
    let total = totalOf(row, logits[row + best]);
    for (var k = 0u; k < p.classes; k++) {
      let share = exp(logits[row + k] - logits[row + best]) / total;
      gradient[row + k] = (share - select(p.other, p.own, k == label)) / f32(p.batch);
    }
    sum += vec4f(log(total) + (logits[row + best] - logits[row + label]), select(0.0, 1.0, best == label), 0.0, 0.0);
  }
  let all = sumOfGroup(sum, thread) / f32(p.batch);
  if (thread == 0u) {
    loss[0] = all.x;
    accuracy[0] = all.y;
  }
}
