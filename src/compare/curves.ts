/** Curves of a comparison as one picture: the mean over the seeds with a band, for each combination of axis values. */
import { CHARTS, type ChartSpec } from '../charts/chart-specs.ts';
import type { ChartFrame } from '../charts/chart-frame.ts';
import type { Line } from '../charts/line.ts';
import { seriesStyle } from '../charts/palette.ts';
import { chartPicture, USUAL_STYLE, type Picture } from '../charts/picture.ts';
import { meanRows } from '../charts/seed-mean.ts';
import { variantsOf, type Column } from '../shared/run/run-file.ts';
import { quantityLabel, type Metric } from '../shared/sweep/metric.ts';
import { isEvaluated, type EvaluatedName } from '../shared/sweep/quantities.ts';
import type { Cell, Summary } from '../shared/sweep/summary.ts';
import { msg } from '../shared/util/texts.ts';

/** At most this many combinations are drawn, because colours and dashes repeat. */
const MOST_PLACES = 12;
const VARIANTS = [msg('true labels'), msg('shuffled labels')] as const;

/** Undefined if the metric isn't an evaluation's, or no run has it. As in the table, only finished runs count. */
export function curvesPicture({ axes, cells, metric }: Summary, dark: boolean): Picture | undefined {
  const quantity = evaluatedBy(metric);
  if (!quantity) return undefined;
  const spec = specOf(quantity);
  const lines = cells.slice(0, MOST_PLACES).flatMap((cell, place) => {
    const name = axes
      .map(({ key }, i) => `${key} ${cell.values[i] === '' ? 'none' : (cell.values[i] ?? '')}`)
      .join(', ');
    return linesOf(cell, quantity, {
      name: name === '' ? msg('all runs') : name,
      place,
      places: Math.min(cells.length, MOST_PLACES),
      metric,
      dark,
    });
  });
  const end = Math.max(1, ...lines.map((line) => line.xs().at(-1) ?? 0));
  const frame: ChartFrame = {
    spec: { ...spec, title: quantityLabel(quantity) },
    lines,
    start: 0,
    end,
    axis: 'step',
    logarithmic: false,
    guides: [],
    marks: [],
    spans: [],
    highlight: undefined,
  };
  return chartPicture(frame, [], { ...USUAL_STYLE, dark });
}

interface Placed {
  readonly name: string;
  readonly place: number;
  readonly places: number;
  readonly metric: Metric;
  readonly dark: boolean;
}

function linesOf(cell: Cell, quantity: EvaluatedName, { name, place, places, metric, dark }: Placed): Line[] {
  const runs = cell.runs.filter(({ outcome }) => outcome === 'done').map(({ file }) => variantsOf(file));
  const variants = Math.max(0, ...runs.map(({ length }) => length));
  return Array.from({ length: variants }, (_, variant) => variant)
    .filter((variant) => variants === 1 || metric.arm === undefined || VARIANT_OF[metric.arm] === variant)
    .flatMap((variant): Line[] => {
      const columns = runs.flatMap((run) => {
        const evaluations = run[variant]?.evaluations;
        const ys = evaluations?.[quantity];
        return evaluations && ys ? [{ xs: () => Float64Array.from(evaluations.step), ys: () => numbers(ys) }] : [];
      });
      if (columns.length === 0) return [];
      const rows = meanRows(columns);
      const style = seriesStyle(place, places, dark);
      return [
        {
          name: variants === 1 ? name : `${name}, ${VARIANTS[variant] ?? ''}`,
          variant: 0,
          style: variants === 1 ? style : { ...style, dash: variant === 0 ? [] : [4, 3] },
          xs: () => rows.xs,
          ys: () => rows.means,
          ...(columns.length > 1 && { band: () => rows }),
        },
      ];
    });
}

const VARIANT_OF = { true: 0, shuffled: 1 } as const;

const numbers = (column: Column): Float64Array => Float64Array.from(column, (value) => value ?? NaN);

/** The evaluations' column whose curve belongs to the metric; undefined if there is none. */
function evaluatedBy({ quantity }: Metric): EvaluatedName | undefined {
  if (quantity === 'timeToFit') return 'trainLoss';
  if (quantity === 'generalizationGap') return 'testAccuracy';
  return isEvaluated(quantity) ? quantity : undefined;
}

function specOf(quantity: EvaluatedName): ChartSpec {
  const title = quantity.endsWith('Loss') ? msg('Loss') : msg('Accuracy');
  const spec = CHARTS.find((each) => each.title === title);
  if (!spec) throw new Error(`no chart ${title}`);
  return spec;
}
