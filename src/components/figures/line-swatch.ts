/** A sample of a chart's line, for keys. */
import { html, svg, type TemplateResult } from 'lit';
import type { LineStyle } from '../../charts/line.ts';

export const swatch = ({ color, dash, width }: LineStyle): TemplateResult =>
  html`<svg viewBox="0 0 20 8" aria-hidden="true">
    ${svg`<line x1="0" y1="4" x2="20" y2="4" stroke=${color} stroke-width=${Math.max(1.5, width)} stroke-dasharray=${dash.join(' ')} />`}
  </svg>`;
