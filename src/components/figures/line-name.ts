/** The name of a chart's line beside its values. A quantity's name has a tooltip, a layer's doesn't. */
import { html } from 'lit';
import type { Line } from '../../charts/line.ts';
import '../ui/lab-term.ts';

/**
 * For a chart's legend or table; the chart's title explains the same names.
 * @param text the text, if it is more than the line's quantity or layer
 */
export function lineName({ name, explains }: Pick<Line, 'name' | 'explains'>, text = name): unknown {
  return explains === undefined ? text : html`<lab-term slim of=${explains}>${text}</lab-term>`;
}
