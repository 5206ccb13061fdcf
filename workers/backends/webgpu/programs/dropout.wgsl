// y ← x · scale where the mask keeps an element, else 0; the mask is that of workers/ops/dropout.ts.
struct Settings { n: u32, chunk: u32, layer: u32, threshold: u32, scale: f32 }
// The step's key, 16 bits each.
struct Step { high: f32, low: f32 }

@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> y: array<f32>;
@group(0) @binding(2) var<uniform> p: Settings;
@group(0) @binding(3) var<uniform> step: Step;

// MurmurHash3's finalizer.
fn mix(word: u32) -> u32 {
  let a = (word ^ (word >> 16u)) * 0x85ebca6bu;
  let b = (a ^ (a >> 13u)) * 0xc2b2ae35u;
  return b ^ (b >> 16u);
}

fn element(i: u32) {
  let key = (u32(step.high) << 16u) | u32(step.low);
  let hash = mix(mix(i ^ key) + p.layer) >> 8u;
  y[i] = select(0.0, x[i] * p.scale, hash >= p.threshold);
}
