/** Images as bytes. */

/** `count` square images with their true labels. */
export interface Images {
  /** count × size × size × channels bytes in NHWC order. */
  readonly pixels: Uint8Array;
  /** The true class of each image, from 0. */
  readonly labels: Uint8Array;
  readonly count: number;
  /** Edge in pixels. */
  readonly size: number;
  readonly channels: number;
}
