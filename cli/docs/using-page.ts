/** docs/using.md: keys of the address, presets and commands written from where each is defined. Pure. */
import { DATA_SETS } from '../../src/shared/data-sets/index.ts';
import { PAGE_VIEWS } from '../../src/shared/run/page-view.ts';
import { PRESETS } from '../../src/shared/run/presets.ts';
import { PARAM_SPECS, paramText, type ParamSpec } from '../../src/shared/run/run-params.ts';
import { EVENT_KEYS } from '../../src/shared/run/schedule.ts';
import { formatAddress } from '../../src/shared/run/run-url.ts';
import { EXPORTS } from '../../src/export/formats/index.ts';
import { usage as labUsage } from '../options.ts';
import { USAGE as SWEEP } from '../sweep/options.ts';

const BEGINNING = `# Using the lab

<!-- Written by scripts/docs.mjs from cli/docs/using-page.ts and the tables of settings and commands: change the text there. -->

![The lab in a lecture hall's view, dark](images/present.png)

\`npm start\` prints an address; open it and press **Train**. While it trains, turn on **Shuffle labels**, move the sliders, or press **Pause** and **Step**. Every change takes effect between two steps, is marked in all charts, and becomes part of the address. The keys are Space (train, pause, resume), N (step), S (shuffle), R (reset) and ? (help).

## Charts

Point at a chart, or move **Cursor** above them, and the values at that step stand in the legends of all. Drag to look at a stretch of all charts at once, double-click or press Escape for the whole run; **Axis** (steps or seconds) and **Smoothing** stand above. **Save** writes one chart as PNG or SVG, with its legend and axes, or copies its numbers for a spreadsheet. **Table** shows the numbers in place of the curves. Where the labels change, a curve that is measured now and then on the given labels breaks off: a line from the last value before to the first one after would show the change before it happened.

**Present** is the page for a lecture hall. **Share link** copies the address; on a phone the system's own sheet is offered too. **Embed in a page** shows the lines for another page: \`<iframe src="https://your.host/?preset=memorize&view=embed" width="800" height="600"></iframe>\`.

## What a number means

Every name that is underlined with dots explains itself: a chart's title, a line of its legend, the head of a table's column, a number of the status line. Rest the pointer on it, or come to it with Tab, and a card beside it says what it is, its formula, its range and when it is “–”, how it is measured, what it is known to show, and who says so. The pointer may move onto the card; it goes when pointer and keyboard have left. Press the name (on a touch screen the only way) and the card stays until the name is pressed again or anything else is. Escape closes a card and nothing else. **What the numbers mean** has them all, and so has [a page of its own](observables.md).

## Runs

Every run is kept in the browser as it trains, and goes on after a reload, a crash or a lost GPU. **Runs** lists them with what sets them apart: lay one over the charts, give it a name, a note or a colour, pin it to the top, delete it (and have it back for a minute). A run file (\`*.run.json\`) dropped on the page joins them.

**Export** writes:

${EXPORTS.map(({ label, description }) => `- **${label}**: ${description}`).join('\n')}

**Print**, like the browser’s own print command, prints the report.

## Your own images

Choose the data set **own** and give the lab, by drop or by picker, one of these:

| what | how it is read |
| --- | --- |
| a folder of pictures | PNG, JPEG, GIF, WebP or BMP, a folder for each class: \`flowers/roses/1.jpg\`. Folders \`train\` and \`test\` (or \`val\`) above the classes keep their parts. |
| an \`.npz\` of NumPy | one array of images, [n, height, width] or with 1 or 3 channels first or last, and one of whole numbers, the labels; or both for training and for test, told by their names: \`x_train\`, \`y_train\`, \`x_test\`, \`y_test\`. Pickled objects are refused. |
| an IDX pair | images and labels as bytes, packed (\`.gz\`) or not; four files where there is a test part |

Each image is cropped to the square in its middle and averaged down to 28×28. Where no test part is given, a fifth is held out, drawn from the run's seed. Grey images enter the network as MNIST's do, from 0 to 1; each colour image is brought to zero mean and unit variance, as CIFAR-10's are. Up to 75,000 images of 256 classes are kept, in this browser only. The address says \`data=own\`, not which images: run file and report name the folder and its SHA-256 (of classes, labels and pixels), and a run is never resumed on other images than its own.`;

const ENDING = `## Many runs

A [sweep file](sweeps/README.md) stands for many runs; the command trains those that are missing. The compare page (\`npm run sweep -- --compare FOLDER\`, or \`compare.html\` beside the page, on which a folder can be dropped) draws their means over the seeds and lists each run as a link.

## Without a network

After the first visit the page works offline, and can be installed. A newer release is offered when no run is training, and loaded when you say so.`;

const row = (...cells: string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
const table = (head: readonly string[], rows: readonly string[]): string =>
  [row(...head), row(...head.map(() => '---')), ...rows].join('\n');
const code = (text: string): string => `\`${text}\``;

const byDefault = (spec: ParamSpec): string =>
  spec.default === null ? 'the lab’s choice' : code(paramText(spec, spec.default));

const addressTable = (): string =>
  table(
    ['key', 'values', 'unless given', 'what it is'],
    [
      row(
        code('preset'),
        PRESETS.map(({ name }) => code(name)).join(', '),
        'none',
        'A starting point; every other key overrides it.',
      ),
      ...PARAM_SPECS.map((spec) => row(code(spec.key), spec.type.values, byDefault(spec), spec.help)),
      row(
        code('events'),
        `as ${code('400:shuffle=1,900:lr=0.01')}`,
        'none',
        `What changes at which step: ${EVENT_KEYS.map(code).join(', ')}.`,
      ),
      row(code('start'), `${code('1')}, ${code('0')}`, code('0'), 'Begin training on load.'),
      row(
        code('view'),
        PAGE_VIEWS.map(code).join(', '),
        'the whole page',
        'A page for a lecture hall, or one inside another page.',
      ),
    ],
  );

const dataSetTable = (): string =>
  table(
    ['data set', 'images', 'edge', 'classes', 'training and test', 'licence', 'source'],
    DATA_SETS.map(({ name, title, images, size, classNames, trainExamples, testExamples, licence, citation }) =>
      row(
        `${title} (${code(name)})`,
        images,
        String(size),
        classNames.length === 0 ? 'those of the files' : String(classNames.length),
        testExamples === null
          ? `up to ${trainExamples}; test images as given, or a fifth`
          : `${trainExamples} and ${testExamples}`,
        licence,
        citation,
      ),
    ),
  );

const presetTable = (): string =>
  table(
    ['preset', 'what it shows', 'the same in full'],
    PRESETS.map(({ name, shows, params, events }) =>
      row(code(name), shows, code(`?${formatAddress({ preset: null, params, events, start: false })}`)),
    ),
  );

const usage = (text: string): string => `\`\`\`text\n${text}\n\`\`\``;

/** The whole page; ends with a line break. */
export function usingPage(): string {
  const parts = [
    BEGINNING,
    '## The address',
    'A run is its address: the same address gives the same numbers, bit for bit, on the same backend and device. What is wrong in an address is listed on the page with what is used instead.',
    addressTable(),
    '## Data sets',
    dataSetTable(),
    '## Presets',
    presetTable(),
    '## Commands',
    usage(labUsage('npm run lab --')),
    usage(SWEEP),
    ENDING,
  ];
  return `${parts.join('\n\n')}\n`;
}
