/** What lies wrong on the page as it is now: beside the window, cut off, one control over another. */
import type { Page } from '@playwright/test';

export interface Layout {
  /** Pixels by which the page is wider than the window. */
  readonly beside: number;
  /** Controls and headings whose words do not fit. */
  readonly cut: readonly string[];
  /** Pairs of controls that cover each other. */
  readonly over: readonly string[];
}

export const SOUND: Layout = { beside: 0, cut: [], over: [] };

export function layoutOf(page: Page): Promise<Layout> {
  return page.evaluate(() => {
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
    const excess = document.documentElement.scrollWidth - window.innerWidth;
    const controls = shown.filter((element) => element.matches('button, a, select, summary, input, h1, h2'));
    const cut = controls
      .filter((element) => element.matches('button, a, summary, h1, h2') && element.clientWidth > 0)
      .filter((element) => element.scrollWidth > element.clientWidth + 1)
      .map(named);
    // What stays at the window's edge on a phone covers what scrolls below it, by intent; a list that scrolls cuts its ends.
    const stays = (element: Element): boolean => {
      for (let at: Node | null = element; at; at = at instanceof ShadowRoot ? at.host : at.parentNode) {
        if (!(at instanceof Element)) continue;
        const { position, overflowX } = getComputedStyle(at);
        if (position === 'fixed' || overflowX === 'auto') return true;
      }
      return false;
    };
    const boxes = controls
      .filter((element) => !stays(element))
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && box.height > 0);
    const over: string[] = [];
    for (const [index, { element: a, box: p }] of boxes.entries()) {
      for (const { element: b, box: q } of boxes.slice(index + 1)) {
        if (a.contains(b) || b.contains(a)) continue;
        const across = Math.min(p.right, q.right) - Math.max(p.left, q.left);
        const down = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
        if (across > 1 && down > 1) over.push(`${named(a)} and ${named(b)}`);
      }
    }
    return { beside: Math.max(0, excess), cut, over };
  });
}
