/** A text summary of a chart, for screen readers. */
import type { ChartSpec } from './chart-specs.ts';
import { formatCount } from './format.ts';
import { valueAt, type Line } from './line.ts';
import type { EventMark } from './marks.ts';
import { msg, str } from '../shared/util/texts.ts';

const LISTED = 6;

/** The accessible name of a chart's image: its title, the latest values (by variant), the events. */
export function chartSummary(
  spec: ChartSpec,
  lines: readonly Line[],
  step: number,
  until: number,
  marks: readonly EventMark[],
  variants: readonly string[],
): string {
  const heading = `${spec.title}${spec.unit === '' ? '' : ` (${spec.unit})`}`;
  const measured = lines.filter((line) => line.ys().length > 0);
  if (measured.length === 0) return msg(str`${heading}. Nothing measured yet. ${spec.empty}`);
  const sentences = [msg(str`${heading} at step ${formatCount(step)} of ${formatCount(until)}`)];
  for (const [variant, name] of (variants.length === 0 ? [''] : variants).entries()) {
    const own = measured.filter((line) => line.variant === variant);
    if (own.length > 0) sentences.push(`${name === '' ? '' : `${name}: `}${valuesText(spec, own)}`);
  }
  if (marks.length > 0) {
    sentences.push(
      marks
        .slice(-LISTED)
        .map((mark) => msg(str`step ${formatCount(mark.step)}: ${mark.label}`))
        .join('; '),
    );
  }
  return `${sentences.join('. ')}.`;
}

function valuesText(spec: ChartSpec, lines: readonly Line[]): string {
  const values = lines.map((line) => ({ name: line.name, value: valueAt(line, undefined) }));
  if (values.length <= LISTED) return values.map(({ name, value }) => `${name} ${spec.format(value)}`).join(', ');
  const known = values.filter(({ value }) => Number.isFinite(value)).sort((a, b) => a.value - b.value);
  const [least, most] = [known[0], known.at(-1)];
  if (!least || !most) return msg(str`${values.length} layers, none defined`);
  return msg(
    str`${values.length} layers from ${spec.format(least.value)} (${least.name}) to ${spec.format(most.value)} (${most.name})`,
  );
}
