/** Which curves a report shows, read off the run file. Says what is drawn; draws nothing. */
import { COMMON_M, coherenceAt } from '../shared/derived.ts';
import { CLASSES } from '../shared/run-params.ts';
import { variantsOf, type Column, type RunFile, type RunRecord } from '../shared/run-file.ts';
import { relabellings, rowsAfter } from '../shared/schedule.ts';
import { ON_GIVEN_LABELS, type ColumnName } from '../shared/tables.ts';
import { variantFileNames } from './columns.ts';
import type { Curve, Panel } from './curve-svg.ts';
import { percent, shortNumber } from './text.ts';

interface ArmLook {
  readonly name: string;
  readonly hue: number;
  readonly dash: string;
}

/** Blue, whole and vermilion, dashed (Okabe–Ito); the true arm comes first. */
const LOOKS = [
  { hue: 202, dash: '' },
  { hue: 26, dash: '6 3' },
] as const;
const LONE_COLORS = ['#0072b2', '#d55e00', '#00835f', '#b35a8e', '#8a6000', '#2b2f36'];
const LONE_DASHES = ['', '6 2', '2 2', '8 2 2 2', '1 3', '4 4'];

/** Curves of noise with more points than this are drawn thin. */
const MANY = 300;

/** Shallow to deep runs from light to dark. */
const ramp = (hue: number, index: number, count: number): string =>
  `hsl(${Math.round(hue)},85%,${Math.round(58 - 36 * (count < 2 ? 0.5 : index / (count - 1)))}%)`;

function looks(file: RunFile): ArmLook[] {
  return variantFileNames(file).map((name, index) => ({
    name,
    hue: LOOKS[index]?.hue ?? 0,
    dash: LOOKS[index]?.dash ?? '',
  }));
}

/** A curve of the run as a whole: of a lone run its own colour, of a twin its arm's. */
type Quantity = readonly [
  name: string,
  x: readonly number[],
  y: Column | undefined,
  rest?: Pick<Curve, 'faint' | 'breaks'>,
];

/** What was evaluated now and then: against given labels it is another quantity once they have changed. */
function evaluated(run: RunRecord, name: string, column: Exclude<ColumnName<'evaluations'>, 'step'>): Quantity {
  const { step, [column]: values } = run.evaluations;
  return [name, step, values, ON_GIVEN_LABELS.has(column) ? { breaks: labelBreaks(run, step) } : {}];
}

const labelBreaks = ({ params, events }: RunRecord, steps: readonly number[]): number[] =>
  rowsAfter(relabellings(params, events), steps);

function quantityCurves(file: RunFile, read: (run: RunRecord) => readonly Quantity[]): Curve[] {
  const twin = variantsOf(file).length > 1;
  const armLooks = looks(file);
  return variantsOf(file).flatMap((run, arm) => {
    const look = armLooks[arm];
    return read(run).flatMap(([name, x, y, rest], index, all): Curve[] => {
      if (!y || !look) return [];
      if (twin) {
        const color = ramp(look.hue, index, all.length);
        return [{ name: `${look.name}: ${name}`, x, y, color, dash: look.dash, ...rest }];
      }
      return [{ name, x, y, color: LONE_COLORS[index] ?? '#2b2f36', dash: LONE_DASHES[index] ?? '', ...rest }];
    });
  });
}

function layerCurves(
  file: RunFile,
  read: (run: RunRecord, layer: string) => Pick<Curve, 'x' | 'y' | 'faint' | 'breaks'> | undefined,
): Curve[] {
  const twin = variantsOf(file).length > 1;
  const armLooks = looks(file);
  return variantsOf(file).flatMap((run, arm) =>
    run.layers.flatMap(({ name }, index): Curve[] => {
      const column = read(run, name);
      const look = armLooks[arm];
      if (!column || !look) return [];
      const hue = twin ? look.hue : 150 + (160 * index) / Math.max(1, run.layers.length - 1);
      const color = ramp(hue, index, run.layers.length);
      return [{ name: twin ? `${look.name}: ${name}` : name, ...column, color, dash: twin ? look.dash : '' }];
    }),
  );
}

const classesOf = (run: RunRecord | undefined): number => run?.data?.classNames.length ?? CLASSES;

/** The six pictures; one without a single value is left out. */
export function reportPanels(file: RunFile): Panel[] {
  const [first] = variantsOf(file);
  const end = Math.max(
    ...variantsOf(file).flatMap((run) => [run.steps.step.at(-1) ?? 0, run.evaluations.step.at(-1) ?? 0]),
  );
  const twin = variantsOf(file).length > 1;
  const shared = { end, guides: [], marks: first ? marks(first) : [], spans: first ? shuffledSpans(first) : [] };
  const classes = classesOf(first);
  const segments = first?.windows[0]?.segments ?? 0;
  const panels: Panel[] = [
    {
      ...shared,
      title: 'Loss',
      unit: 'nats',
      logarithmic: true,
      guides: [{ value: Math.log(classes), label: `ln ${classes}` }],
      curves: quantityCurves(file, (run) => [
        ['batch', run.steps.step, run.steps.loss, { faint: true }],
        evaluated(run, 'training', 'trainLoss'),
        evaluated(run, 'test', 'testLoss'),
      ]),
    },
    {
      ...shared,
      title: 'Accuracy',
      unit: '',
      range: [0, 1],
      guides: [{ value: 1 / classes, label: 'chance' }],
      curves: quantityCurves(file, (run) => {
        const both = [evaluated(run, 'train, given', 'trainAccuracy'), evaluated(run, 'test', 'testAccuracy')];
        if (twin) return both;
        return [
          ...both,
          evaluated(run, 'train, true', 'trueLabelAccuracy'),
          evaluated(run, 'corrupted, given', 'corruptedGiven'),
          evaluated(run, 'corrupted, true', 'corruptedTrue'),
        ];
      }),
    },
    {
      ...shared,
      title: 'TPM',
      unit: segments > 0 ? `over the latest segments, up to n = ${segments}` : 'over the latest segments',
      range: [0, 1],
      guides:
        segments > 0
          ? [
              { value: 1 / Math.sqrt(segments), label: '1/√n' },
              { value: 1 / segments, label: '1/n' },
            ]
          : [],
      curves: layerCurves(file, (run, layer) => {
        const table = run.paths?.[layer];
        return table && { x: table.step, y: table.tpm };
      }),
    },
    {
      ...shared,
      title: 'Gradient coherence',
      unit: `m = ${COMMON_M}, estimated, where it is resolved`,
      logarithmic: true,
      guides: [{ value: 1, label: 'orthogonal' }],
      curves: layerCurves(file, (run, layer) => {
        const table = run.probes[layer];
        return table && { x: table.step, y: commonCoherence(table), breaks: labelBreaks(run, table.step) };
      }),
    },
    {
      ...shared,
      title: 'Gradient norm',
      unit: '‖g‖',
      logarithmic: true,
      curves: layerCurves(file, (run, layer) => {
        const table = run.layerSteps[layer];
        return table && { x: table.step, y: table.gradientNorm, faint: table.step.length > MANY };
      }),
    },
    {
      ...shared,
      title: 'Weight norm',
      unit: '‖w‖',
      logarithmic: true,
      curves: layerCurves(file, (run, layer) => {
        const table = run.layerSteps[layer];
        return table && { x: table.step, y: table.weightNorm };
      }),
    },
  ];
  const shown = (curve: Curve): boolean => curve.y.some((value) => value !== null);
  return panels
    .map((panel) => ({ ...panel, curves: panel.curves.filter(shown) }))
    .filter((panel) => panel.curves.length > 0);
}

function commonCoherence({ signal, noise }: RunRecord['probes'][string]): Column {
  return signal.map((value, row) => {
    const coherence = coherenceAt(COMMON_M, { signal: value ?? NaN, noise: noise[row] ?? NaN });
    return Number.isFinite(coherence) ? coherence : null;
  });
}

const KEY_WORDS = { shuffle: 'shuffled', lr: 'learning rate', momentum: 'momentum', decay: 'decay' } as const;

/** An event in a few words: "shuffled 100%", "learning rate 0.01". */
export function eventWords({ key, value }: RunRecord['events'][number]): string {
  return `${KEY_WORDS[key]} ${key === 'shuffle' ? percent(value) : shortNumber(value)}`;
}

function marks(run: RunRecord): Panel['marks'] {
  return run.events.map((event) => ({ step: event.step, label: eventWords(event) }));
}

/** Where the first arm's labels were shuffled. */
function shuffledSpans(run: RunRecord): Panel['spans'] {
  const changes = [{ step: 0, value: run.params.shuffle }, ...run.events.filter(({ key }) => key === 'shuffle')];
  return changes.flatMap(({ step, value }, index) => {
    const stop = changes[index + 1]?.step ?? Infinity;
    return value > 0 && stop > step ? [{ start: step, stop }] : [];
  });
}
