/** Where a card stands beside the name that it explains. */

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

/** Between a name and its card, px. */
const GAP = 4;
/** Between a card and the window's edge, px. */
const MARGIN = 8;

/** Where a card stands, px of the window. */
export interface Place {
  readonly left: number;
  readonly top: number;
  readonly height: number;
}

/**
 * All in px of the window. Below the name, or above it where only there is room for the whole card; where it fits on
 * neither side, on the larger one, as high as that is. Never over the name, never beside the window.
 * @param card with all of its content
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
 * To the right of a control whose name is explained, so that the control stays free; null where the card has no room there.
 * @param right the control's edge
 */
export function placeBeside(right: number, name: Edges, card: Size, window: Size): Place | null {
  const left = right + GAP;
  if (left + card.width > window.width - MARGIN) return null;
  const height = Math.min(card.height, window.height - 2 * MARGIN);
  return { left, top: Math.max(MARGIN, Math.min(name.top, window.height - MARGIN - height)), height };
}

/** No part of it is in the window. */
export function isOutside({ left, top, right, bottom }: Edges, { width, height }: Size): boolean {
  return bottom <= 0 || right <= 0 || top >= height || left >= width;
}
