/** The colours in which a chart's frame is drawn, read from the page's tokens; lines have colours of their own. */
export interface ChartTheme {
  readonly text: string;
  readonly grid: string;
  readonly surface: string;
  readonly shuffled: string;
  readonly font: string;
  /** Size of type, px. */
  readonly size: number;
}

export function readTheme(element: Element): ChartTheme {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  return {
    text: token('--text-soft'),
    grid: token('--line'),
    surface: token('--surface'),
    shuffled: token('--shuffled'),
    font: style.fontFamily,
    size: Number(token('--chart-type')) || 12,
  };
}
