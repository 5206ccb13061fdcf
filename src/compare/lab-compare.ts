/** The compare page: reads many runs' files, shows small multiples and a table. It doesn't train or store anything. */
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../components/ui/lab-drop-zone.ts';
import '../components/ui/lab-term.ts';
import { Listeners } from '../components/ui/listeners.ts';
import { shared } from '../components/ui/styles.ts';
import type { Picture } from '../charts/picture.ts';
import { pictureNode } from '../charts/svg-document.ts';
import { download } from '../export/download.ts';
import { PICTURE_FORMATS, savePicture, type PictureFormat } from '../export/picture-file.ts';
import { colorTheme } from '../state/color-theme.ts';
import type { UserFile as ChosenFile } from '../shared/data-sets/own-data.ts';
import { variantsOf } from '../shared/run/run-file.ts';
import { hasTablesOf } from '../shared/sweep/folder-runs.ts';
import { metricExplains, sameMetric, type Metric } from '../shared/sweep/metric.ts';
import { summarize, summaryCsv, type Summary } from '../shared/sweep/summary.ts';
import { msg, plural, str } from '../shared/util/texts.ts';
import { curvesPicture } from './curves.ts';
import { figurePicture } from './figure-picture.ts';
import { compareFigure, defaultOptions, PANEL, type Figure, type FigureOptions } from './figure.ts';
import './lab-compare-panel.ts';
import './lab-compare-table.ts';
import { compareStyles } from './lab-compare.styles.ts';
import './lab-metric.ts';
import type { MetricChangeEvent } from './lab-metric.ts';
import { droppedFiles, userFile, readFolder, type UserFile, type ReadFolder } from './read-folder.ts';

const NONE = '';
/** Panel sizes for one panel, and for two side by side, px. */
const WIDE: readonly (typeof PANEL)[] = [
  { width: 1200, height: 480 },
  { width: 600, height: 360 },
];

@customElement('lab-compare')
export class LabCompare extends LitElement {
  static override styles = [shared, compareStyles];

  /** Files to read: those that the command serves, or none yet. */
  @property({ attribute: false }) files: Promise<readonly UserFile[]> | undefined;

  @state() private folder: ReadFolder | undefined;
  @state() private note = '';
  @state() private chosen: Partial<Pick<FigureOptions, 'x' | 'lines'>> = {};
  @state() private logarithmic = false;
  #reading: Promise<readonly UserFile[]> | undefined;

  constructor() {
    super();
    new Listeners(this, () => [
      [colorTheme, 'change', () => this.requestUpdate()],
      [document, 'dragover', this.#allow],
      [document, 'drop', this.#drop],
    ]);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('files') && this.files) this.#read(this.files);
  }

  protected override render(): unknown {
    const { folder } = this;
    const summary = folder && folder.runs.length > 0 ? summaryOf(folder) : undefined;
    return html`<main>
      <header>
        <h1>${msg('Compare runs')}</h1>
        <a href="./">${msg('Shuffle Lab')}</a>
      </header>
      <div class="drop">
        <p>
          ${msg('Drop a folder of run files (*.run.json) on this page, or choose it. The files stay in this browser.')}
        </p>
        <div class="fields">
          <lab-drop-zone
            folder
            label=${msg('Folder')}
            choose=${msg('Choose a folder')}
            @files-chosen=${this.#pick}
          ></lab-drop-zone>
          <lab-drop-zone label=${msg('Files')} accept=".json" @files-chosen=${this.#pick}></lab-drop-zone>
        </div>
        <p role="status">${this.note}</p>
      </div>
      ${
        folder && folder.refused.length > 0
          ? html`<ul class="refused" aria-label=${msg('Files that could not be read')}>
              ${folder.refused.map((sentence) => html`<li>${sentence}</li>`)}
            </ul>`
          : nothing
      }
      ${summary ? this.#comparison(summary) : folder || this.#reading ? nothing : this.#introduction()}
    </main>`;
  }

  /** What the page is for, until files are chosen. */
  #introduction(): unknown {
    return html`<div class="introduction">
      <section>
        <h2>${msg('What you see then')}</h2>
        <ul>
          <li>
            ${msg('One number of each run against the settings that differ: the mean over the seeds, and the range from least to most.')}
          </li>
          <li>${msg('The same quantity over the steps, with bands of one standard deviation.')}</li>
          <li>${msg('A table of all runs, each a link to its replay, and as a CSV file.')}</li>
          <li>${msg('Published values beside your own, if the sweep file names some.')}</li>
        </ul>
      </section>
      <section>
        <h2>${msg('Where run files come from')}</h2>
        <ul>
          <li>${msg(html`<a href="./">The lab</a>: Export → Run file.`)}</li>
          <li>
            ${msg(
              html`A terminal: <code>npm run sweep -- docs/sweeps/fractions.json --out runs</code> trains a whole set of
                runs, and <code>--compare runs</code> opens this page with them.`,
            )}
          </li>
          <li>${msg(html`<a href="experiments.html">Published experiments</a> that were run in this way.`)}</li>
        </ul>
      </section>
    </div>`;
  }

  #comparison(summary: Summary): unknown {
    const options = { ...defaultOptions(summary), ...this.chosen };
    const dark = colorTheme.dark;
    const shown = { ...options, logarithmic: this.logarithmic };
    const figure = compareFigure(summary, { ...shown, dark, panel: this.#panelSize(summary, shown) });
    const curves = curvesPicture(summary, dark);
    const failed = summary.cells.flatMap(({ runs }) => runs).filter(({ outcome }) => outcome !== 'done');
    return html`<div class="controls">
        <lab-metric
          .metric=${summary.metric}
          .layers=${this.#layers()}
          ?paired=${this.folder?.runs.some(({ file }) => 'arms' in file) === true}
          @metric-change=${this.#measure}
        ></lab-metric>
        ${this.#axis(summary, msg('Along'), options.x, (x) => (this.chosen = { ...this.chosen, x }))}
        ${this.#axis(summary, msg('Lines'), options.lines, (lines) => (this.chosen = { ...this.chosen, lines }))}
        <label
          ><input
            type="checkbox"
            .checked=${this.logarithmic}
            @change=${() => (this.logarithmic = !this.logarithmic)}
          />${msg('Logarithmic')}</label
        >
      </div>
      <section aria-label=${figure.title}>
        <h2 aria-label=${figure.title}>
          <lab-term slim of=${metricExplains(summary.metric)}>${figure.title}</lab-term>
        </h2>
        ${this.#legend(figure)}
        <div class=${figure.panel === PANEL ? 'panels' : 'panels wide'}>
          ${figure.panels.map(
            (panel) => html`<lab-compare-panel .panel=${panel} .figure=${figure}></lab-compare-panel>`,
          )}
        </div>
        <p class="small soft">
          ${msg('Lines are means over seeds, bands reach from least to most, small dots are runs and open them. A hollow mean leaves out runs whose number is not defined.')}
        </p>
        ${this.#downloads('picture', () => figurePicture(compareFigure(summary, { ...shown, dark: false })))}
      </section>
      ${curves ? this.#curves(curves, () => curvesPicture(summary, false) ?? curves) : nothing}
      ${
        failed.length > 0
          ? html`<h2>${msg('Runs that did not reach their end')}</h2>
              <ul>
                ${failed.map(
                  ({ name, query, outcome, failure }) =>
                    html`<li><a href="./?${query}">${name}</a>: ${failure ?? outcome}</li>`,
                )}
              </ul>`
          : nothing
      }
      <div class="controls">
        <h2>${msg('Table')}</h2>
        <button @click=${() => download('summary.csv', new Blob([summaryCsv(summary)], { type: 'text/csv' }))}>
          ${msg('Download CSV')}
        </button>
      </div>
      <lab-compare-table .summary=${summary}></lab-compare-table>`;
  }

  /** Files are light in either theme. */
  #curves(picture: Picture, file: () => Picture): unknown {
    return html`<section aria-label=${msg('Curves')}>
      <h2>${msg('Over the steps')}</h2>
      <div class="curves">${pictureNode(document, picture, 'curves')}</div>
      <p class="small soft">
        ${msg('Means over seeds; bands are one standard deviation to either side, and end with the shortest run.')}
      </p>
      ${this.#downloads('curves', file)}
    </section>`;
  }

  #downloads(what: string, picture: () => Picture): unknown {
    return html`<p class="fields">
      ${PICTURE_FORMATS.map(
        (format) =>
          html`<button type="button" @click=${() => void this.#savePicture(picture(), format)}>
            ${msg(str`Download ${what} (${format})`)}
          </button>`,
      )}
    </p>`;
  }

  async #savePicture(picture: Picture, format: PictureFormat): Promise<void> {
    try {
      await savePicture(picture, format);
    } catch (error) {
      this.note = msg(str`The picture was not saved: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  /** One or two panels fill the page; more have their size in a file. */
  #panelSize(summary: Summary, options: Omit<FigureOptions, 'dark'>): typeof PANEL {
    const { length } = compareFigure(summary, { ...options, dark: false }).panels;
    const across = Math.min(length, WIDE.length);
    return length > WIDE.length ? PANEL : (WIDE[across - 1] ?? PANEL);
  }

  #axis(
    { axes }: Summary,
    label: string,
    chosen: string | undefined,
    choose: (key: string | undefined) => void,
  ): unknown {
    if (axes.length < 2) return nothing;
    const heard = ({ target }: Event): void => {
      if (target instanceof HTMLSelectElement) choose(target.value === NONE ? undefined : target.value);
    };
    return html`<label
      >${label}
      <select @change=${heard}>
        ${label === msg('Lines') ? html`<option value=${NONE} ?selected=${chosen === undefined}>${msg('none')}</option>` : nothing}
        ${axes.map(({ key }) => html`<option value=${key} ?selected=${key === chosen}>${key}</option>`)}
      </select></label
    >`;
  }

  #legend({ panels }: Figure): unknown {
    const lines = (panels[0]?.lines ?? []).filter(({ name }) => name !== '');
    if (lines.length === 0) return nothing;
    return html`<ul class="legend" aria-label=${msg('Lines')}>
      ${lines.map(
        ({ name, style }) =>
          html`<li>
            <svg width="24" height="8" aria-hidden="true">
              <path d="M0 4h24" stroke=${style.color} stroke-width="2" stroke-dasharray=${style.dash.join(' ')} />
            </svg>
            ${name}
          </li>`,
      )}
    </ul>`;
  }

  #layers(): string[] {
    const names = this.folder?.runs.flatMap(({ file }) => variantsOf(file).flatMap(({ layers }) => layers)) ?? [];
    return [...new Set(names.map(({ name }) => name))];
  }

  /** If two folders are chosen in quick succession, the later one wins, whichever is read first. */
  #read(files: Promise<readonly UserFile[]>, metric?: Metric): void {
    this.#reading = files;
    const say = (note: string): void => {
      if (this.#reading === files) this.note = note;
    };
    say(msg('Reading …'));
    files
      .then((files) => readFolder(files, (done, total) => say(msg(str`Reading ${done} of ${total} …`)), metric))
      .then(
        (folder) => {
          if (this.#reading !== files) return;
          this.folder = folder;
          if (!metric) this.chosen = {};
          const { length } = folder.runs;
          say(
            length > 0
              ? plural(length, { one: msg('1 run read.'), other: msg(str`${length} runs read.`) })
              : msg('No run files (*.run.json) are among these.'),
          );
        },
        (error: unknown) => say(error instanceof Error ? error.message : String(error)),
      );
  }

  /** Reads the files again if the metric is in tables that were left out. */
  readonly #measure = ({ metric }: MetricChangeEvent): void => {
    const { folder } = this;
    if (!folder) return;
    if (hasTablesOf(folder.metric, metric)) this.folder = { ...folder, metric };
    else if (this.#reading) this.#read(this.#reading, metric);
  };
  readonly #pick = ({ detail }: CustomEvent<readonly ChosenFile[]>): void =>
    this.#read(Promise.resolve(detail.map(({ file }) => userFile(file))));
  readonly #allow = (event: DragEvent): void => event.preventDefault();
  readonly #drop = (event: DragEvent): void => {
    event.preventDefault();
    if (event.dataTransfer) this.#read(droppedFiles(event.dataTransfer));
  };
}

/** Published values are of the sweep file's own metric. */
function summaryOf({ runs, metric, sweep }: ReadFolder): Summary {
  const compared = sweep && sameMetric(sweep.metric, metric) ? sweep.published : undefined;
  return summarize(runs, metric, sweep?.axes, compared);
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-compare': LabCompare;
  }
}
