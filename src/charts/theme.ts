/** Colours of a chart's frame, read from the page's CSS tokens. Lines have their own colours. */
export interface ChartTheme {
  readonly text: string;
  readonly grid: string;
  readonly surface: string;
  readonly shuffled: string;
  readonly font: string;
  /** Font size, px. */
  readonly size: number;
  /** Minimum width of a line that isn't pale, px. */
  readonly line: number;
}

/**
 * @param element its colour is set temporarily to resolve a token, whose text may not be a colour that canvas accepts
 */
export function readTheme(element: HTMLElement): ChartTheme {
  const color = (name: string): string => {
    element.style.color = `var(${name})`;
    const resolved = getComputedStyle(element).color;
    element.style.color = '';
    return resolved;
  };
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  return {
    text: color('--text-soft'),
    grid: color('--grid'),
    surface: color('--surface'),
    shuffled: color('--shuffled'),
    font: style.fontFamily,
    size: Number(token('--chart-type')) || 12,
    line: Number(token('--chart-line')) || 0,
  };
}
