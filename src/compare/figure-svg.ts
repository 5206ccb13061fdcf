/** A comparison's figure as one SVG file: pure text, the same in a page and in Node. */
import { escapeMarkup } from '../shared/text.ts';
import { PANEL, type Figure, type FigurePanel, type PanelLine } from './figure.ts';

const COLUMNS = 3;
const TITLE = 34;
const LEGEND = 24;
const LEGEND_ENTRY = 130;
const INK = '#1f2328';
const SOFT = '#59636e';
const GRID = '#e1e4e8';

/** On white, so that it reads on any page. */
export function figureSvg(figure: Figure): string {
  const columns = Math.min(COLUMNS, figure.panels.length);
  const rows = Math.ceil(figure.panels.length / Math.max(1, columns));
  const named = figure.panels[0]?.lines.filter(({ name }) => name !== '') ?? [];
  const top = TITLE + (named.length > 0 ? LEGEND : 0);
  const width = Math.max(1, columns) * PANEL.width;
  const height = top + rows * PANEL.height;
  const panels = figure.panels.map((panel, i) => {
    const x = (i % columns) * PANEL.width;
    const y = top + Math.floor(i / columns) * PANEL.height;
    return `<g transform="translate(${x} ${y})">${panelMarkup(panel, figure.plot)}</g>`;
  });
  const legend = named.map((line, i) => {
    const x = 12 + i * LEGEND_ENTRY;
    return `<path d="M${x} ${TITLE + 8}h22" ${stroke(line)}/>${text(x + 28, TITLE + 12, line.name, 'start')}`;
  });
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" ` +
    `font-family="system-ui, sans-serif" font-size="11" role="img" aria-label="${escapeMarkup(figure.title)}">` +
    `<rect width="${width}" height="${height}" fill="#fff"/>` +
    `<text x="12" y="22" font-size="14" font-weight="600" fill="${INK}">${escapeMarkup(figure.title)}</text>` +
    `${legend.join('')}${panels.join('')}</svg>\n`
  );
}

function panelMarkup(panel: FigurePanel, { left, top, right, bottom }: Figure['plot']): string {
  const parts = [`<text x="${left}" y="18" font-weight="600" fill="${INK}">${escapeMarkup(panel.title)}</text>`];
  for (const { at, label } of panel.yTicks) {
    parts.push(`<path d="M${left} ${at}H${right}" stroke="${GRID}"/>`, text(left - 6, at + 3.5, label, 'end'));
  }
  for (const { at, label } of panel.xTicks) parts.push(text(at, bottom + 15, label, 'middle'));
  parts.push(text((left + right) / 2, bottom + 32, panel.xLabel, 'middle'));
  for (const line of panel.lines) {
    parts.push(`<path d="${line.band}" fill="${escapeMarkup(line.style.color)}" opacity=".15"/>`);
    parts.push(`<path d="${line.path}" fill="none" ${stroke(line)}/>`);
    for (const { x, y } of line.runs) {
      parts.push(`<circle cx="${x}" cy="${y}" r="2" fill="${escapeMarkup(line.style.color)}" opacity=".6"/>`);
    }
    for (const { x, y, whole } of line.means) {
      const fill = whole ? escapeMarkup(line.style.color) : '#fff';
      parts.push(`<circle cx="${x}" cy="${y}" r="3.5" fill="${fill}" stroke="${escapeMarkup(line.style.color)}"/>`);
    }
  }
  parts.push(`<path d="M${left} ${top}V${bottom}H${right}" fill="none" stroke="${SOFT}"/>`);
  return parts.join('');
}

const text = (x: number, y: number, value: string, anchor: 'start' | 'middle' | 'end'): string =>
  `<text x="${x}" y="${y}" text-anchor="${anchor}" fill="${SOFT}">${escapeMarkup(value)}</text>`;

function stroke({ style }: PanelLine): string {
  const dash = style.dash.length > 0 ? ` stroke-dasharray="${style.dash.join(' ')}"` : '';
  return `stroke="${escapeMarkup(style.color)}" stroke-width="${style.width}"${dash}`;
}
