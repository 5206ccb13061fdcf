/** What lies wrong on the page as it is now: beside the window, cut off, one control over another. */
import type { Page } from '@playwright/test';

export interface Layout {
  /** Pixels by which the page is wider than the window. */
  readonly beside: number;
  /** Elements whose words do not fit: cut off, shortened to an ellipsis, or, of a title or a button, broken into lines. */
  readonly cut: readonly string[];
  /** Pairs of controls that cover each other. */
  readonly over: readonly string[];
  /** Controls that stand, wholly or in part, where no scrolling reaches. */
  readonly outside: readonly string[];
}

export const SOUND: Layout = { beside: 0, cut: [], over: [], outside: [] };

/** What a list's arrow takes, px. */
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
    /** From an element out, through shadow roots. */
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
    /** A closed list shows its choice beside an arrow, and cuts it without a sign. */
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
        // What does not fit a button stands over its edge, seen but out of place.
        if (element.matches('button, a, summary, h1, h2') && wide) return true;
        if (element.matches('h1, figure h2, button:not([role])') && linesOf(element) > 1) return true;
        // A title is no way out: a finger cannot ask for one.
        if (wide && textOverflow === 'ellipsis') return true;
        const hides = (overflowX === 'hidden' && wide) || (overflowY === 'hidden' && high);
        return hides && element.textContent.trim() !== '' && element.title === '';
      })
      .filter(forEyes)
      .map(named);

    // A menu, a dialog or a popover lies over the page by intent: within each, and on the page, nothing covers another.
    const layer = (element: Element): Element | undefined =>
      within(element, (at) => at.matches('dialog, [role="menu"], :popover-open'));
    // What stays at the window's edge on a phone covers what scrolls below it, by intent; a list that scrolls cuts its ends.
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
    // A link that goes over a line's end is two boxes, between which others stand.
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
