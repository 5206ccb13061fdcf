/** Finds layout faults of the current page: content outside the window, clipped text, overlapping controls. */
import type { Page } from '@playwright/test';

export interface Layout {
  /** Pixels by which the page is wider than the window. */
  readonly beside: number;
  /**
   * Elements whose text does not fit: clipped, shortened with an ellipsis, or, for a title or a button, broken into
   * lines.
   */
  readonly cut: readonly string[];
  /** Pairs of controls that cover each other. */
  readonly over: readonly string[];
  /** Controls that are partly or wholly where no scrolling reaches. */
  readonly outside: readonly string[];
}

export const SOUND: Layout = { beside: 0, cut: [], over: [], outside: [] };

/** Width of a list's arrow, px. */
const ARROW = 16;

export function layoutOf(page: Page): Promise<Layout> {
  return page.evaluate((ARROW) => {
    const all: Element[] = [];
    const walk = (root: Document | ShadowRoot): void => {
      for (const element of root.querySelectorAll('*')) {
        all.push(element);
        if (element.shadowRoot) walk(element.shadowRoot);
      }
    };
    walk(document);
    const shown = all.filter((element) => element.checkVisibility({ visibilityProperty: true }));
    const named = (element: Element): string =>
      `${element.localName} “${(element.getAttribute('aria-label') ?? element.textContent).trim().slice(0, 30)}”`;
    /** Walks from an element to its ancestors, through shadow roots. */
    const around = function* (element: Element): Generator<Element> {
      for (let at: Node | null = element; at; at = at instanceof ShadowRoot ? at.host : at.parentNode) {
        if (at instanceof Element) yield at;
      }
    };
    const within = (element: Element, is: (at: Element) => boolean): Element | undefined =>
      [...around(element)].find(is);
    const scrolls = (value: string): boolean => value === 'auto' || value === 'scroll';

    const excess = document.documentElement.scrollWidth - window.innerWidth;
    const controls = shown.filter((element) => element.matches('button, a, select, summary, input, h1, h2'));

    const forEyes = (element: Element): boolean =>
      within(element, (at) => getComputedStyle(at).clipPath !== 'none') === undefined;
    const pen = document.createElement('canvas').getContext('2d');
    /** A closed list shows its choice next to an arrow, and clips it without an ellipsis. */
    const cutChoice = (list: HTMLSelectElement): boolean => {
      const { font, paddingLeft, paddingRight } = getComputedStyle(list);
      if (!pen || list.clientWidth === 0) return false;
      pen.font = font;
      const words = pen.measureText(list.selectedOptions[0]?.label ?? '').width;
      return words + parseFloat(paddingLeft) + parseFloat(paddingRight) + ARROW > list.clientWidth + 1;
    };
    const linesOf = (element: Element): number => {
      const words = document.createRange();
      const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      const ends: number[] = [];
      while (texts.nextNode()) {
        words.selectNodeContents(texts.currentNode);
        for (const { bottom, height } of words.getClientRects()) {
          if (ends.every((end) => Math.abs(end - bottom) > height / 2)) ends.push(bottom);
        }
      }
      return ends.length;
    };
    const cut = shown
      .filter((element) => {
        if (element instanceof HTMLSelectElement) return cutChoice(element);
        if (!(element instanceof HTMLElement) || element.clientWidth === 0 || element.matches('input, textarea'))
          return false;
        const { overflowX, overflowY, textOverflow } = getComputedStyle(element);
        const wide = element.scrollWidth > element.clientWidth + 1;
        const high = element.scrollHeight > element.clientHeight + 1;
        // Text that does not fit a button overflows its edge: visible but misplaced.
        if (element.matches('button, a, summary, h1, h2') && wide) return true;
        if (element.matches('h1, figure h2, button:not([role])') && linesOf(element) > 1) return true;
        // A `title` does not help, because touch screens cannot show it.
        if (wide && textOverflow === 'ellipsis') return true;
        const hides = (overflowX === 'hidden' && wide) || (overflowY === 'hidden' && high);
        return hides && element.textContent.trim() !== '' && element.title === '';
      })
      .filter(forEyes)
      .map(named);

    // A menu, a dialog or a popover covers the page by intent. Within each, and on the page, nothing may overlap.
    const layer = (element: Element): Element | undefined =>
      within(element, (at) => at.matches('dialog, [role="menu"], :popover-open'));
    // On a phone, elements fixed to the window's edge cover the content below by intent; a scrolling list clips its
    // ends.
    const stays = (element: Element): boolean =>
      within(element, (at) => getComputedStyle(at).position === 'fixed' && !at.matches('dialog, :popover-open')) !==
      undefined;
    const inList = (element: Element): boolean =>
      within(element, (at) => scrolls(getComputedStyle(at).overflowX) && !at.matches('dialog, :popover-open')) !==
      undefined;
    const boxes = controls
      .map((element) => ({ element, box: element.getBoundingClientRect(), layer: layer(element) }))
      .filter(({ element, box }) => box.width > 0 && box.height > 0 && !inList(element) && forEyes(element));
    const over: string[] = [];
    // A link that wraps has two boxes, with other elements between them.
    const meet = (a: Element, b: Element): boolean =>
      [...a.getClientRects()].some((p) =>
        [...b.getClientRects()].some((q) => {
          const across = Math.min(p.right, q.right) - Math.max(p.left, q.left);
          const down = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
          return across > 1 && down > 1;
        }),
      );
    const loose = boxes.filter(({ element }) => !stays(element));
    for (const [index, { element: a, layer: under }] of loose.entries()) {
      for (const { element: b, layer: other } of loose.slice(index + 1)) {
        if (under !== other || a.contains(b) || b.contains(a)) continue;
        if (meet(a, b)) over.push(`${named(a)} and ${named(b)}`);
      }
    }
    const high = window.innerHeight;
    const outside = boxes
      .filter(({ element, box }) => {
        if (box.left < -1 || box.right > window.innerWidth + 1 || box.top + window.scrollY < -1) return true;
        return stays(element) && (box.top < -1 || box.bottom > high + 1);
      })
      .map(({ element }) => named(element));
    for (const element of shown.filter((each) => each.matches('dialog[open], :popover-open'))) {
      const { left, top, right, bottom } = element.getBoundingClientRect();
      if (left < -1 || top < -1 || right > window.innerWidth + 1 || bottom > high + 1) outside.push(named(element));
    }
    return { beside: Math.max(0, excess), cut, over, outside };
  }, ARROW);
}
