// GELU and tanh. They use only the device's e^x for x ≤ 0, because its tanh may overflow.
// e^(−x²/2)
fn bell(x: f32) -> f32 {
  return exp(-0.5 * x * x);
}

// The standard normal distribution function (Abramowitz & Stegun 7.1.26); e = bell(x).
fn normalDistribution(x: f32, e: f32) -> f32 {
  let t = 1.0 / (1.0 + abs(x) * (0.3275911 * 0.70710678));
  let sum = (((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592;
  let tail = 0.5 * sum * t * e;
  return select(1.0 - tail, tail, x < 0.0);
}

fn gelu(x: f32) -> f32 {
  return x * normalDistribution(x, bell(x));
}

fn geluSlope(x: f32) -> f32 {
  let e = bell(x);
  return normalDistribution(x, e) + x * e * 0.39894228;
}

// The coefficients for small values are those of tanhf in the Cephes library.
fn hyperbolicTangent(x: f32) -> f32 {
  let s = x * x;
  let sum = (((-5.70498872745e-3 * s + 2.06390887954e-2) * s - 5.37397155531e-2) * s + 1.33314422036e-1) * s - 3.33332819422e-1;
  let e = exp(-2.0 * abs(x));
  return select(sign(x) * (1.0 - e) / (1.0 + e), sum * s * x + x, abs(x) < 0.625);
}
