/** The first digits of a run with the default seed; the build writes them (vite/mnist-digits.ts). */
declare module 'virtual:mnist-digits' {
  export const labels: readonly number[];
  /** 28 × 28 bytes per image, image after image, as base64. */
  export const pixels: string;
}
