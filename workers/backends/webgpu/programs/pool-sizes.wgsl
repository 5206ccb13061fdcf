// Windows of size × size over x [batch, height, width, channels], which begin at (i·stride − top, j·stride − left). A
// group takes 64 values of one row of one image.
struct Settings {
  height: u32, width: u32, channels: u32, outHeight: u32, outWidth: u32, size: u32, stride: u32, top: u32, left: u32,
}

// ⌊value / divisor⌋ of small numbers: dividing whole ones takes several times as long.
fn quotient(value: u32, divisor: u32) -> u32 {
  return u32((f32(value) + 0.5) / f32(divisor));
}
