// Index of a row's first largest logit, and the row's Σ e^(logit − largest).
fn largestOf(row: u32) -> u32 {
  var best = 0u;
  for (var k = 1u; k < p.classes; k++) {
    if (logits[row + k] > logits[row + best]) {
      best = k;
    }
  }
  return best;
}

fn totalOf(row: u32, largest: f32) -> f32 {
  var total = 0.0;
  for (var k = 0u; k < p.classes; k++) {
    total += exp(logits[row + k] - largest);
  }
  return total;
}
