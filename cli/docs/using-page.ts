/** docs/using.md: address keys, presets and commands, generated from their definitions. Pure. */
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

Point at a chart, or move **Cursor** above the charts, and every legend shows the values at that step. Drag to zoom all charts to a range; double-click or press Escape for the whole run. **Axis** (steps or seconds) and **Smoothing** are above the charts. **Save** writes one chart as PNG, SVG or PDF, with its legend and axes, or copies its numbers for a spreadsheet. **Save**, **Figure for a paper …** makes a figure of an exact size (one column of 89 mm, two columns of 183 mm, a slide, or your own), with the font size in points, the lines, titles and colours that you choose; the PNG has 600 pixels per inch. A zoomed range and a logarithmic axis stay as on the page. **Table** shows the numbers instead of the curves. Where the labels change, a curve that is measured periodically on the observed labels has a gap: a line from the last value before to the first one after would show the change before it happened.

**Present** is a layout for a lecture hall. **Share link** copies the address; on a phone it also offers the system's share sheet. **Embed in a page** shows the lines for another page: \`<iframe src="https://your.host/?preset=memorize&view=embed" width="800" height="600"></iframe>\`.

## What a number means

Every name with a dotted underline has a tooltip: chart titles, legend lines, table headers, and numbers of the status line. Rest the pointer on it, or press it: with the keyboard, move to it with Tab and press Enter. The tooltip gives the definition. **More** adds the formula, the range, when the value is “–”, how it is measured, what it is known to show, and the source. You can move the pointer onto the tooltip; it closes when the pointer leaves. A pressed one stays open until you press the name again or anything else. Escape closes the tooltip. **What the numbers mean** lists all of them, and so does [this page](observables.md).

## Runs

The browser stores every run while it trains, and the run resumes after a reload, a crash or a lost GPU. **Runs** lists all runs with the settings in which they differ. You can overlay a run on the charts, give it a name, a note or a colour, pin it to the top, or delete it (with undo for a minute). A run file (\`*.run.json\`) dropped on the page is added to the list.

**Export** writes:

${EXPORTS.map(({ label, description }) => `- **${label}**: ${description}`).join('\n')}

**Print**, like the browser’s own print command, prints the report. **Title, author, note …** adds these to reports and prints; the command takes them as \`--title\`, \`--author\` and \`--note\`.

## Your own images

Choose the data set **own**, then drop or pick one of these:

| what | how it is read |
| --- | --- |
| a folder of pictures | PNG, JPEG, GIF, WebP or BMP, one folder per class: \`flowers/roses/1.jpg\`. Folders \`train\` and \`test\` (or \`val\`) above the classes define the parts. |
| an \`.npz\` of NumPy | one array of images, [n, height, width] or with 1 or 3 channels first or last, and one array of integer labels; or both for training and for test, distinguished by name: \`x_train\`, \`y_train\`, \`x_test\`, \`y_test\`. Pickled objects are refused. |
| an IDX pair | images and labels as bytes, gzipped or not; four files if there is a test part |

Each image is cropped to its central square and resized to 28×28 by area averaging. If there is no test part, a fifth is held out, drawn from the run's seed. Grey images are scaled to 0 … 1, as MNIST's are; each colour image is whitened to zero mean and unit variance, as CIFAR-10's are. Up to 75,000 images of 256 classes are stored, in this browser only. The address says \`data=own\`, not which images. Run file and report name the folder and its SHA-256 (of classes, labels and pixels), and a run never resumes on other images than its own.

CIFAR-10 is not in the repository. Run \`npm run data:cifar10\`, or drop the data set's \`cifar-10-binary.tar.gz\` on the page.`;

const ENDING = `## Many runs

A [sweep file](sweeps/README.md) describes many runs; the command trains the missing ones. The compare page (\`npm run sweep -- --compare FOLDER\`, or \`compare.html\` next to the page, on which you can drop a folder) draws their means over the seeds and lists each run as a link.

## Offline

After the first visit the page works offline, and can be installed. When no run is training, the page offers a newer release, and loads it at your request.`;

const row = (...cells: string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
const table = (head: readonly string[], rows: readonly string[]): string =>
  [row(...head), row(...head.map(() => '---')), ...rows].join('\n');
const code = (text: string): string => `\`${text}\``;

const byDefault = (spec: ParamSpec): string =>
  spec.default === null ? 'the lab’s choice' : code(paramText(spec, spec.default));

const addressTable = (): string =>
  table(
    ['key', 'values', 'default', 'what it is'],
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
