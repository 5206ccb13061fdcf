/** Converts OKLCH to sRGB, which every SVG reader supports (Ottosson 2020, "A perceptual color space"). */

/** Step by which chroma is reduced until the colour is in sRGB. */
const CHROMA_STEP = 0.002;

/** `lightness` 0 to 1, `hue` in degrees → "#rrggbb", with as much of `chroma` as sRGB allows. */
export function oklch(lightness: number, chroma: number, hue: number): string {
  const angle = (hue * Math.PI) / 180;
  let left = chroma;
  let rgb = linearRgb(lightness, left * Math.cos(angle), left * Math.sin(angle));
  while (left > 0 && rgb.some((value) => value < -1e-4 || value > 1 + 1e-4)) {
    left -= CHROMA_STEP;
    rgb = linearRgb(lightness, left * Math.cos(angle), left * Math.sin(angle));
  }
  return `#${rgb.map((value) => byte(value).toString(16).padStart(2, '0')).join('')}`;
}

function linearRgb(lightness: number, a: number, b: number): number[] {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

function byte(linear: number): number {
  const value = Math.min(1, Math.max(0, linear));
  return Math.round(255 * (value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055));
}
