/**
 * The report of a run or a paired run: settings, phases in words, curves, TPM and norm tables in the form of the
 * original note, environment, and the replay address. It is written from the run file, in the page or in Node.
 */
import { eventText } from '../charts/marks.ts';
import { timeToFit } from '../shared/observables/derived.ts';
import { networkTitle } from '../shared/networks/of-run.ts';
import { PARAM_SPECS } from '../shared/run/run-params.ts';
import { variantsOf, type Column, type FileParams, type RunFile, type RunRecord } from '../shared/run/run-file.ts';
import { msg, str } from '../shared/util/texts.ts';
import { bibtex } from './citation.ts';
import { NO_DETAILS, type ReportDetails } from './report-details.ts';
import { variantFileNames, variantTitles } from './columns.ts';
import type { Block } from './report-blocks.ts';
import { reportCharts } from './report-charts.ts';
import { replayQuery } from './replay.ts';
import { comparison, phases } from './report-phases.ts';
import { windowTables } from './report-windows.ts';
import { decimals, percent, shortNumber, UNDEFINED, wholeNumber } from './text.ts';

const heading = (level: 1 | 2 | 3, text: string): Block => ({ kind: 'heading', level, text });
const paragraph = (text: string): Block => ({ kind: 'paragraph', text });

/** The user's title, or what was trained on what. */
export const reportTitle = (file: RunFile, { title }: ReportDetails = NO_DETAILS): string =>
  title === '' ? runTitle(file) : title;

function runTitle(file: RunFile): string {
  const variants = variantsOf(file);
  const params = variants[0]?.params;
  const what = variants.length > 1 ? msg('True and shuffled labels') : msg('A run');
  return params
    ? msg(str`${what}: ${networkTitle(params.model)} on ${wholeNumber(params.n)} examples of ${params.data}`)
    : what;
}

/** All blocks of the report, in order. */
export function reportBlocks(file: RunFile, details: ReportDetails = NO_DETAILS): Block[] {
  const variants = variantsOf(file);
  const titles = variantTitles(file);
  const [first, second] = variants;
  if (!first) return [];
  return [
    heading(1, reportTitle(file, details)),
    ...prefatory(file, details),
    ...variants.map((run, index) => paragraph(outcome(run, variants.length > 1 ? (titles[index] ?? '') : ''))),
    heading(2, msg('What happened')),
    ...variants.flatMap((run, index) => [
      ...(second ? [heading(3, titles[index] ?? '')] : []),
      list(phases(run), msg('Too little was measured to say.')),
    ]),
    ...(second
      ? [
          heading(3, msg('Side by side')),
          list(comparison(first, second, variantFileNames(file)), msg('No window was measured in both variants.')),
        ]
      : []),
    heading(2, msg('Results')),
    results(variants, titles),
    ...evaluatedExamples(first),
    ...remarks(first),
    heading(2, msg('Curves')),
    ...reportCharts(file).map((picture): Block => ({ kind: 'picture', picture })),
    ...windowTables(file),
    heading(2, msg('Setting')),
    setting(first.params, variants.length > 1),
    list(
      first.events.map((event) => msg(str`From step ${wholeNumber(event.step)}: ${eventText(event)}`)),
      msg('No change in mid-run.'),
    ),
    ...network(first),
    heading(2, msg('Environment')),
    environment(first),
    heading(2, msg('Replay')),
    paragraph(
      msg('This address of the lab trains the run again, with the same numbers on the same backend and device:'),
    ),
    { kind: 'code', text: `?${replayQuery(file)}` },
    heading(2, msg('Citing')),
    paragraph(msg('BibTeX entries of the lab and of this run:')),
    { kind: 'code', text: bibtex(file, reportTitle(file, details), details.author) },
  ];
}

/** Author and note; below a title of the user's, what was trained on what. */
function prefatory(file: RunFile, { title, author, note }: ReportDetails): Block[] {
  const texts = [author, title === '' ? '' : `${runTitle(file)}.`, ...note.split(/\n\s*\n/)];
  return texts.filter((text) => text.trim() !== '').map(paragraph);
}

const list = (items: readonly string[], none: string): Block =>
  items.length > 0 ? { kind: 'list', items } : paragraph(none);

const OUTCOMES = {
  done: msg('trained to its end'),
  paused: msg('stopped before its end'),
  failed: msg('failed'),
} as const;

function outcome(run: RunRecord, title: string): string {
  const who = title === '' ? msg('The run') : msg(str`${title}: the variant`);
  const [how, steps] = [OUTCOMES[run.outcome], wholeNumber(completed(run))];
  const end = run.data
    ? msg(
        str`${who} ${how} after ${steps} steps, ${percent(run.data.corruption)} of the training labels wrong at the end.`,
      )
    : msg(str`${who} ${how} after ${steps} steps.`);
  return run.failure ? `${end} ${run.failure.message}` : end;
}

/** Completed updates: a row of `steps` is written before its update. */
const completed = ({ steps }: RunRecord): number => (steps.step.at(-1) ?? -1) + 1;
const last = (column: Column | undefined): number | null => column?.at(-1) ?? null;

function results(variants: readonly RunRecord[], titles: readonly string[]): Block {
  const fitTime = ({ evaluations }: RunRecord, epsilon: number): string =>
    wholeNumber(timeToFit(evaluations.step, evaluations.trainLoss?.map((value) => value ?? NaN) ?? [], epsilon));
  const rows: readonly (readonly [string, (run: RunRecord) => string])[] = [
    [msg('steps'), (run) => wholeNumber(completed(run))],
    [msg('training loss'), (run) => decimals(last(run.evaluations.trainLoss))],
    [msg('training accuracy, given labels'), (run) => percent(last(run.evaluations.trainAccuracy))],
    [msg('training accuracy, true labels'), (run) => percent(last(run.evaluations.trueLabelAccuracy))],
    [msg('corrupted examples, given labels'), (run) => percent(last(run.evaluations.corruptedGiven))],
    [msg('corrupted examples, true labels'), (run) => percent(last(run.evaluations.corruptedTrue))],
    [msg('test accuracy'), (run) => percent(last(run.evaluations.testAccuracy))],
    [msg('test loss'), (run) => decimals(last(run.evaluations.testLoss))],
    [msg('step of training loss ≤ 0.1'), (run) => fitTime(run, 0.1)],
    [msg('step of training loss ≤ 0.01'), (run) => fitTime(run, 0.01)],
    [msg('training examples evaluated'), (run) => wholeNumber(last(run.evaluations.trainExamples))],
    [msg('test examples evaluated'), (run) => wholeNumber(last(run.evaluations.testExamples))],
    [msg('seconds of training'), (run) => wholeNumber(last(run.steps.seconds))],
  ];
  return {
    kind: 'table',
    head: [msg('at the last evaluation'), ...(variants.length > 1 ? titles : [msg('run')])],
    rows: rows.map(([name, read]) => [name, ...variants.map(read)]),
  };
}

/** A note if an evaluation used only some of the examples. */
function evaluatedExamples({ evaluations, data }: RunRecord): Block[] {
  const { step, trainExamples = [], testExamples = [] } = evaluations;
  const row = trainExamples.findIndex(
    (n, i) => data && ((n ?? Infinity) < data.trainExamples || (testExamples[i] ?? Infinity) < data.testExamples),
  );
  if (row < 0 || !data) return [];
  const whole = trainExamples.findIndex((n, i) => n === data.trainExamples && testExamples[i] === data.testExamples);
  const end =
    whole < 0
      ? msg('No evaluation was of all examples.')
      : msg(str`Of all examples: step ${wholeNumber(step[whole])}.`);
  return [
    paragraph(
      msg(
        str`This run is heavy: evaluations are of a fixed part, ${wholeNumber(trainExamples[row])} of ${wholeNumber(data.trainExamples)} training and ${wholeNumber(testExamples[row])} of ${wholeNumber(data.testExamples)} test examples. ${end}`,
      ),
    ),
  ];
}

/** What was dropped, scaled or replaced, and problems that didn't stop the run. */
function remarks({ notices = [], data }: RunRecord): Block[] {
  const items = [...(data?.source?.notes ?? []), ...notices];
  return items.length > 0 ? [heading(2, msg('Notes')), { kind: 'list', items }] : [];
}

function setting(params: FileParams, twin: boolean): Block {
  const text = (value: FileParams[keyof FileParams]): string => {
    if (value === null) return UNDEFINED;
    if (typeof value === 'boolean') return value ? msg('yes') : msg('no');
    return typeof value === 'number' ? shortNumber(value) : value;
  };
  return {
    kind: 'table',
    head: [msg('setting'), msg('key'), twin ? msg('value (first variant)') : msg('value')],
    words: 3,
    rows: PARAM_SPECS.map(({ key, label }) => [label, key, text(params[key])]),
  };
}

function network(run: RunRecord): Block[] {
  const count = run.network
    ? msg(
        str`${wholeNumber(run.network.parameters)} parameters; ${wholeNumber(run.network.trainable)} with BatchNorm’s scales.`,
      )
    : '';
  return [
    heading(2, msg('Network')),
    ...(count === '' ? [] : [paragraph(count)]),
    {
      kind: 'table',
      head: [msg('kernel'), msg('shape'), msg('elements')],
      words: 2,
      rows: run.layers.map(({ name, shape, parameters }) => [name, shape.join(' × '), wholeNumber(parameters)]),
    },
  ];
}

function environment({ environment: { backend, adapter, software, release, reasons }, data }: RunRecord): Block {
  const items = [
    software
      ? msg(str`Shuffle Lab ${release}, backend ${backend ?? UNDEFINED}: ${adapter}, in software`)
      : msg(str`Shuffle Lab ${release}, backend ${backend ?? UNDEFINED}: ${adapter}`),
    ...(reasons ?? []),
  ];
  if (data?.source) items.push(msg(str`images “${data.source.name}”, SHA-256 ${data.source.digest}`));
  if (data) {
    items.push(
      msg(
        str`${wholeNumber(data.trainExamples)} training and ${wholeNumber(data.testExamples)} test examples, ${data.classNames.length} classes; entropy of the given labels ${decimals(data.labelEntropy)} nats`,
      ),
    );
  }
  return { kind: 'list', items };
}
