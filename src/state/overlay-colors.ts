/** The colours that a kept run can be given, by name; a slot's colour is that of its number modulo their count. */
export const OVERLAY_COLORS = ['rose', 'olive', 'teal', 'orange', 'violet'] as const;
