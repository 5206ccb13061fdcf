/** The name of a chart's line beside its numbers: one that explains itself where it is a quantity's, plain where a layer's. */
import { html } from 'lit';
import type { Line } from '../../charts/line.ts';
import '../ui/lab-term.ts';

/**
 * In a chart's legend or table, all of whose names its title explains as well.
 * @param text what stands there, where it is more than the line's quantity or layer
 */
export function lineName({ name, explains }: Pick<Line, 'name' | 'explains'>, text = name): unknown {
  return explains === undefined ? text : html`<lab-term slim of=${explains}>${text}</lab-term>`;
}
