/**
 * The version of the numbers that the WebAssembly kernels compute. Raise it with every change that alters a bit.
 * 1: release 0.1.0. 2: Winograd's algorithm for 3×3 convolutions.
 */
export const KERNELS_VERSION = 2;
