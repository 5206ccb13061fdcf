// s = bias + alpha · Σ x² over the channels at most 4 away, [rows, channels].
struct Settings { n: u32, chunk: u32, channels: u32, bias: f32, alpha: f32 }

const RADIUS = 4u;

// Indices of the values at most RADIUS channels from value i: [x, y).
fn windowAt(i: u32) -> vec2u {
  let c = i % p.channels;
  return vec2u(i - min(c, RADIUS), i + min(p.channels - c, RADIUS + 1u));
}

fn sumAt(i: u32) -> f32 {
  let window = windowAt(i);
  var sum = 0.0;
  for (var k = window.x; k < window.y; k++) {
    sum += x[k] * x[k];
  }
  return p.bias + p.alpha * sum;
}

// s^(3/4)
fn power(s: f32) -> f32 {
  let root = sqrt(s);
  return root * sqrt(root);
}
