/** The colours of saved runs in overlays, by name. A slot's colour is its number modulo their count. */
export const OVERLAY_COLORS = ['rose', 'olive', 'teal', 'orange', 'violet'] as const;
