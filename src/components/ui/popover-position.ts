/** The position of a popover relative to its term. */

export interface Edges {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Between a term and its popover, px. */
const GAP = 4;
/** Between a popover and the window's edge, px. */
const MARGIN = 8;

/** The position of a popover, px of the window. */
export interface Place {
  readonly left: number;
  readonly top: number;
  readonly height: number;
}

/**
 * All in px of the window. The popover is below the term, or above it if it only fits there. If it fits on neither
 * side, it is on the larger one and shrinks to it. It never covers the term or leaves the window.
 * @param card size with all of its content
 */
export function popoverPosition(name: Edges, card: Size, window: Size): Place {
  const below = window.height - MARGIN - (name.bottom + GAP);
  const above = name.top - GAP - MARGIN;
  const under = card.height <= below || below >= above;
  const height = Math.max(0, Math.min(card.height, under ? below : above));
  const rightmost = window.width - MARGIN - card.width;
  return {
    left: Math.max(MARGIN, Math.min(name.left, rightmost)),
    top: under ? name.bottom + GAP : name.top - GAP - height,
    height,
  };
}

/**
 * To the right of a control whose name is explained, so that the control isn't covered; null if there is no room.
 * @param right the control's right edge
 */
export function placeBeside(right: number, name: Edges, card: Size, window: Size): Place | null {
  const left = right + GAP;
  if (left + card.width > window.width - MARGIN) return null;
  const height = Math.min(card.height, window.height - 2 * MARGIN);
  return { left, top: Math.max(MARGIN, Math.min(name.top, window.height - MARGIN - height)), height };
}

/** Whether no part of it is in the window. */
export function isOutside({ left, top, right, bottom }: Edges, { width, height }: Size): boolean {
  return bottom <= 0 || right <= 0 || top >= height || left >= width;
}
