/** The chart of the decay ratio λ‖w‖ / ‖g‖ of each layer at each step, with λ from the schedule. */
import { decayRatio } from '../shared/observables/derived.ts';
import type { RunParams } from '../shared/run/run-params.ts';
import type { ScheduledEvent } from '../shared/run/schedule.ts';
import { msg } from '../shared/util/texts.ts';
import type { Table } from '../state/series.ts';
import { layerLines, type ChartSpec } from './chart-specs.ts';
import { formatNumber } from './format.ts';
import { DerivedColumn } from './line.ts';

/**
 * The source of λ. It is read whenever rows arrive, because a change of λ is known before the steps to which it
 * applies.
 */
export interface DecaySource {
  readonly params: Pick<RunParams, 'decay'>;
  readonly events: readonly ScheduledEvent[];
}

/** λ‖w‖ / ‖g‖ as a derived column of a layer's step table. */
export function decayRatioColumn(table: Table<'layerSteps'>, source: DecaySource): DerivedColumn {
  return new DerivedColumn(table, () => {
    const steps = table.column('step');
    const weights = table.column('weightNorm');
    const gradients = table.column('gradientNorm');
    const changes = source.events.filter(({ key }) => key === 'decay');
    let decay = source.params.decay;
    let next = 0;
    return (row) => {
      for (let change = changes[next]; change && change.step <= (steps[row] ?? NaN); change = changes[next]) {
        decay = change.value;
        next += 1;
      }
      return decayRatio(decay, weights[row] ?? NaN, gradients[row] ?? NaN);
    };
  });
}

export function forcesChart(source: DecaySource): ChartSpec {
  return {
    title: msg('Decay ratio'),
    unit: 'λ‖w‖ / ‖g‖',
    explains: ['decayRatio'],
    empty: msg('How strong weight decay is in each layer, compared with the gradient, will appear here.'),
    format: formatNumber,
    logarithmic: true,
    guides: () => [{ value: 1, label: msg('decay = gradient') }],
    lines: layerLines((history, layer) => {
      const table = history.layer(layer, 'layerSteps');
      const ratio = decayRatioColumn(table, source);
      return { xs: () => table.column('step'), ys: () => ratio.read() };
    }),
  };
}
