/** The colours in which a chart's frame is drawn, read from the page's tokens; lines have colours of their own. */
export interface ChartTheme {
  readonly text: string;
  readonly grid: string;
  readonly surface: string;
  readonly shuffled: string;
  readonly font: string;
  /** Size of type, px. */
  readonly size: number;
  /** The least width of a line that is not pale, px. */
  readonly line: number;
}

/** @param element its own colour is set for the moment: a token's text may be no colour that a canvas knows */
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
    grid: color('--line'),
    surface: color('--surface'),
    shuffled: color('--shuffled'),
    font: style.fontFamily,
    size: Number(token('--chart-type')) || 12,
    line: Number(token('--chart-line')) || 0,
  };
}
