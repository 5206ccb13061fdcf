// Each example's loss and the index of its first largest logit.
struct Settings { batch: u32, classes: u32, groups: u32 }

@group(0) @binding(0) var<storage, read> logits: array<f32>;
@group(0) @binding(1) var<storage, read> labels: array<i32>;
@group(0) @binding(2) var<storage, read_write> losses: array<f32>;
@group(0) @binding(3) var<storage, read_write> predictions: array<i32>;
@group(0) @binding(4) var<uniform> p: Settings;

@compute @workgroup_size(THREADS)
fn main(@builtin(global_invocation_id) id: vec3u) {
  for (var n = id.x; n < p.batch; n += p.groups * THREADS) {
    let row = n * p.classes;
    let best = largestOf(row);
    losses[n] = log(totalOf(row, logits[row + best])) + (logits[row + best] - logits[row + u32(labels[n])]);
    predictions[n] = i32(best);
  }
}
