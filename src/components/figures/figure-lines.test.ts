/** A chart's legend for a run and an overlaid run. */
import { expect, it } from 'vitest';
import { CHARTS, type ChartSpec } from '../../charts/chart-specs.ts';
import { ChartCursor } from '../../charts/cursor.ts';
import { placeText } from '../../charts/extent.ts';
import { formatNumber } from '../../charts/format.ts';
import { VariantHistory } from '../../state/variant-history.ts';
import { RunStore } from '../../state/run-store.ts';
import { LAYER, storedRun } from '../../state/testing/stored.ts';
import { parseAddress } from '../../shared/run/run-url.ts';
import { FigureLines } from './figure-lines.ts';

const ROWS = 10;

/** Step k starts after k · `pace` seconds, with loss `loss` + k and a kernel norm of `loss` + 10k. */
function trained(loss: number, pace: number): VariantHistory {
  const history = new VariantHistory([LAYER]);
  const rows = (...columns: readonly ((k: number) => number)[]): Float64Array =>
    Float64Array.from(columns.flatMap((value) => Array.from({ length: ROWS }, (_, k) => value(k))));
  const step = (k: number): number => k;
  const none = (): number => NaN;
  history.steps.append(
    ROWS,
    rows(
      step,
      (k) => loss + k,
      none,
      (k) => k * pace,
    ),
  );
  history.layer(LAYER, 'layerSteps').append(
    ROWS,
    rows(step, none, (k) => loss + 10 * k, none, none),
  );
  return history;
}

const chart = (title: string): ChartSpec => {
  const found = CHARTS.find((each) => each.title === title);
  if (!found) throw new Error(`no chart ${title}`);
  return found;
};

it('reads each run’s value at the same step on a step axis and at the same second on a time axis', () => {
  const { address, issues } = parseAddress('');
  const store = new RunStore(address, issues);
  store.open(storedRun({ windows: [] }), [trained(100, 1)]);
  const { view } = new ChartCursor();
  view.overlays = [{ name: 'slower', slot: 0, variants: [], runs: [[trained(200, 2)]] }];
  const told = (title: string, row: string, place: number | undefined): (string | undefined)[] => {
    const rows = new FigureLines(chart(title), store, view, false).legend(formatNumber, place);
    return rows.find(({ name }) => name === row)?.cells.map((cell) => cell?.text) ?? [];
  };
  expect(told('Loss', 'batch', 6)).toEqual(['106', '206']);
  expect(told('Weight norm', LAYER, 6)).toEqual(['160', '260']);
  expect(told('Loss', 'batch', undefined)).toEqual(['109', '209']);
  // A value measured before the cursor's step names its step.
  expect(told('Loss', 'batch', 12)).toEqual(['109 (step 9)', '209 (step 9)']);
  // Several columns have no room for it, so the row says it once.
  const several = new ChartCursor().view;
  several.overlays = [200, 300].map((loss, slot) => ({ name: 'b', slot, variants: [], runs: [[trained(loss, 2)]] }));
  const [row] = new FigureLines(chart('Loss'), store, several, false).legend(formatNumber, 12);
  expect([row?.note, row?.cells.map((cell) => cell?.text)]).toEqual(['step 9', ['109', '209', '309']]);
  view.axis = 'time';
  expect(told('Loss', 'batch', 6.5)).toEqual(['106', '203']);
  expect(told('Weight norm', LAYER, 6.5)).toEqual(['160', '230']);
  // Past the end of one run, the other has values.
  expect(told('Loss', 'batch', 17)).toEqual(['109', '208']);
  expect(told('Loss', 'batch', undefined)).toEqual(['109', '209']);
});

it('a cursor snaps to whole steps, but not on a time axis', () => {
  const cursor = new ChartCursor();
  cursor.place = 3.4;
  expect([cursor.place, placeText(cursor.place, cursor.view.axis)]).toEqual([3, 'step 3']);
  cursor.view.axis = 'time';
  cursor.place = 3.4;
  expect([cursor.place, placeText(cursor.place, cursor.view.axis)]).toEqual([3.4, '3.40 s']);
});
