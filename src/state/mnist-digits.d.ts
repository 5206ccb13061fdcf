/** The first digits of a run of the default seed, written by the build (vite/mnist-digits.ts). */
declare module 'virtual:mnist-digits' {
  export const labels: readonly number[];
  /** 28 × 28 bytes an image, image after image, as base64. */
  export const pixels: string;
}
