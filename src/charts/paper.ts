/** Units of paper in CSS pixels. */
export const PX_PER_MM = 96 / 25.4;
export const PX_PER_PT = 96 / 72;
