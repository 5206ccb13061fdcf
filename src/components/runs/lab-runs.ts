/**
 * The saved runs as a table: differences, results, and actions on one or several runs. It uses the list of saved runs
 * directly, and asks the page to open or delete.
 */
import { html, LitElement, nothing, svg, type PropertyValues } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { overlayStyle } from '../../charts/palette.ts';
import type { UserFile } from '../../shared/data-sets/own-data.ts';
import type { RunState } from '../../shared/protocol/protocol.ts';
import { formatAddress } from '../../shared/run/run-url.ts';
import { LANGUAGE, msg, str } from '../../shared/util/texts.ts';
import { preference, remember } from '../../state/preferences.ts';
import type { RunStore } from '../../state/run-store.ts';
import type { SavedRuns } from '../../state/saved-runs.ts';
import { OVERLAY_COLORS } from '../../state/overlay-colors.ts';
import { addressOf, type Remarks, type SavedRun } from '../../state/saved-run.ts';
import { ColorScheme } from '../ui/color-scheme.ts';
import { LabActionEvent } from '../ui/lab-action.ts';
import '../ui/lab-drop-zone.ts';
import './lab-run-columns.ts';
import './lab-run-words.ts';
import { runsStyles } from './lab-runs.styles.ts';
import type { RunWords } from './lab-run-words.ts';
import '../ui/lab-table-text.ts';
import '../ui/lab-term.ts';
import { ACT_WORDS, actLabel, runIcon, type RunAct, type WordedAct } from './run-icons.ts';
import { runName } from './run-name.ts';
import {
  bestRows,
  filteredRows,
  runRows,
  shownColumns,
  sortedRows,
  type RunColumn,
  type RunOrder,
  type RunRow,
} from './run-table.ts';
import { onlyChanged, runContext, savedRunsContext, shown } from '../ui/page-context.ts';
import { shared, tables } from '../ui/styles.ts';

/** A run that stops is saved within this time, ms. */
const KEPT_AFTER = 300;
const MEGABYTE = 1e6;
/** Storage key of the chosen columns. */
const COLUMNS = 'runs-columns';
const BEST = msg('Best test accuracy of the listed runs on this data set');
const BEST_MARK = html`<b class="best" title=${BEST}>${msg('★ best')}</b>`;

@customElement('lab-runs')
export class LabRuns extends LitElement {
  static override styles = [shared, tables, runsStyles];

  @shown(savedRunsContext) private savedRuns?: SavedRuns;
  @shown(runContext) private store?: RunStore;
  /** The run whose name or note is being edited. */
  @state() private writing: { readonly id: string; readonly what: RunWords } | null = null;
  @state() private filter = '';
  @state() private order: RunOrder | undefined;
  @state() private grouped = false;
  /** Undefined for the default: the settings that differ, and the results. */
  @state() private chosen = rememberedColumns();
  @state() private selected: ReadonlySet<string> = new Set();
  /** Bytes that this site uses of the browser's storage. */
  @state() private used: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The runs whose deletion was requested here; the undo button gets the focus. */
  #asked: readonly string[] = [];
  /** The undo button has the focus, and may disappear. */
  #onUndo = false;
  readonly #scheme = new ColorScheme(this);
  /** The current run's state at the last render. */
  #state: RunState | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override firstUpdated(): void {
    void this.#refresh();
  }

  protected override shouldUpdate(changed: PropertyValues): boolean {
    // For the current run, only the state matters here.
    return !onlyChanged(this, changed, 'store') || this.store?.state !== this.#state;
  }

  protected override willUpdate(): void {
    this.#onUndo = this.shadowRoot?.activeElement?.id === 'undo';
  }

  protected override updated(): void {
    const deleted = this.savedRuns?.deleted;
    if (deleted && this.#asked.includes(deleted.id)) {
      this.#asked = [];
      this.renderRoot.querySelector<HTMLElement>('#undo')?.focus();
    } else if (this.#onUndo && !deleted) this.renderRoot.querySelector<HTMLElement>('.scroll, lab-drop-zone')?.focus();
    const state = this.store?.state;
    if (state === this.#state) return;
    this.#state = state;
    // A run that has stopped is on the list.
    if (state === 'training' || state === 'loading') return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#refresh(), KEPT_AFTER);
  }

  protected override render(): unknown {
    const { savedRuns } = this;
    if (!savedRuns) return null;
    const { runs, notices } = savedRuns;
    return html`
      ${notices.map((notice) => html`<p role="alert" class="small">${notice}</p>`)} ${this.#deleted(savedRuns)}
      ${
        runs.length === 0
          ? html`<p class="soft">${msg('Runs are kept in this browser as they train, and will be listed here.')}</p>`
          : this.#list(runRows(runs, this.grouped))
      }
      <lab-drop-zone
        label=${msg('Import run files (*.run.json; or drop them anywhere on the page)')}
        choose=${msg('Import run files')}
        accept=".json,application/json"
        @files-chosen=${this.#import}
        >${msg('*.run.json; or drop them anywhere on the page')}</lab-drop-zone
      >
      <p class="small soft foot">
        ${this.used === undefined ? nothing : html`<span>${usedText(this.used)}</span>`}
        <span
          >${msg(html`<a href="compare.html">Compare page</a>: tables and pictures of many run files, as of a sweep`)}</span
        >
      </p>
    `;
  }

  #deleted({ deleted, deletedTogether }: SavedRuns): unknown {
    if (!deleted) return nothing;
    const { length } = deletedTogether;
    return html`<p aria-live="polite" aria-atomic="true">
      ${length > 1 ? msg(str`${length} runs were deleted.`) : msg(str`${runName(deleted)} was deleted.`)}
      <button type="button" id="undo" class="quiet" @click=${() => this.#undo(deleted)}>${msg('Undo')}</button>
    </p>`;
  }

  #list(all: readonly RunRow[]): unknown {
    const columns = shownColumns(all, this.chosen, this.grouped);
    const rows = sortedRows(filteredRows(all, this.filter), columns, this.order);
    const best = bestRows(rows);
    return html`${this.#tools(columns, rows, all.length)}
      <div class="scroll" tabindex="0" role="region" aria-label=${msg('Runs kept in this browser')}>
        <table role="table" aria-label=${msg('Runs')}>
          <thead>
            <tr role="row">
              ${this.grouped ? nothing : plainHead('select')} ${plainHead('overlay')}
              ${columns.map((column) => this.#head(column))} ${this.grouped ? nothing : plainHead('actions')}
            </tr>
          </thead>
          <tbody>
            ${repeat(
              rows,
              ({ key }) => key,
              (row) => this.#row(row, columns, best.has(row.key)),
            )}
          </tbody>
        </table>
      </div>
      ${rows.length === 0 ? html`<p class="soft">${msg('No run has these words in its name, note or settings.')}</p>` : nothing}`;
  }

  /** Filter, columns, groups, and actions on the selected runs. */
  #tools(columns: readonly RunColumn[], rows: readonly RunRow[], all: number): unknown {
    return html`<div class="tools">
        <input
          type="search"
          aria-label=${msg('Filter runs')}
          placeholder=${msg('Filter: name, note, lr=0.1')}
          .value=${live(this.filter)}
          @input=${({ target }: Event) => {
            if (target instanceof HTMLInputElement) this.filter = target.value;
          }}
        />
        <lab-run-columns
          .shown=${columns.map(({ key }) => key)}
          ?chosen=${this.chosen !== undefined}
          @columns=${(event: CustomEvent<readonly string[] | undefined>) => this.#choose(event.detail)}
        ></lab-run-columns>
        <button
          type="button"
          class="quiet"
          aria-pressed=${this.grouped ? 'true' : 'false'}
          title=${msg('One row for runs that differ in their seed alone: mean ± standard deviation')}
          @click=${() => (this.grouped = !this.grouped)}
        >
          ${msg('Group seeds')}
        </button>
        <lab-table-text label=${msg('Runs')}></lab-table-text>
        <span class="small soft" role="note"
          >${rows.length === all ? '' : msg(str`${rows.length} of ${all} shown`)}</span
        >
      </div>
      ${this.#selection(rows)}`;
  }

  #selection(rows: readonly RunRow[]): unknown {
    const chosen = rows.filter(({ key }) => this.selected.has(key));
    if (this.grouped || chosen.length === 0) return nothing;
    const laid = chosen.every(({ runs: [{ slot }] }) => slot !== undefined);
    return html`<div class="tools" role="group" aria-label=${msg('Selected runs')}>
      <span class="small">${msg(str`${chosen.length} selected`)}</span>
      <button type="button" class="quiet" @click=${() => void this.#overlayAll(chosen, !laid)}>
        ${laid ? msg('Take off the charts') : msg('Overlay selected')}
      </button>
      <button type="button" class="quiet" @click=${() => this.#delete(chosen.map(({ key }) => key))}>
        ${msg('Delete selected')}
      </button>
      <button type="button" class="quiet" @click=${() => (this.selected = new Set(rows.map(({ key }) => key)))}>
        ${msg('Select all')}
      </button>
      <button type="button" class="quiet" @click=${() => (this.selected = new Set())}>${msg('Select none')}</button>
    </div>`;
  }

  // On a narrow page CSS removes the table layout; explicit roles keep the table semantics.
  #head({ key, label, explains, number }: RunColumn): unknown {
    const sorted = this.order?.key === key ? (this.order.descending ? 'descending' : 'ascending') : 'none';
    const name = explains === undefined ? label : html`<lab-term of=${explains}>${label}</lab-term>`;
    return html`<th
      role="columnheader"
      scope="col"
      class=${number ? 'number sortable' : 'sortable'}
      aria-sort=${sorted}
      @click=${(event: Event) => this.#sort(key, event)}
    >
      <span class="head"
        ><span id="head-${key}">${name}</span
        ><button
          type="button"
          class="sort"
          aria-label=${msg('Sort')}
          aria-describedby="head-${key}"
          title=${msg(str`Sort by ${label}`)}
        >
          ${sorted === 'none' ? '↕' : sorted === 'ascending' ? '▲' : '▼'}
        </button></span
      >
    </th>`;
  }

  #row(row: RunRow, columns: readonly RunColumn[], best: boolean): unknown {
    const [{ run, slot }] = row.runs;
    const lone = !this.grouped;
    const laid = row.runs.length > 1 ? this.savedRuns?.groupSlot(runsOf(row)) : slot;
    const cells = columns.filter(({ key }) => key !== 'name');
    return html`<tr role="row" data-run=${row.key}>
      ${lone ? html`<td role="cell">${this.#selectField(row)}</td>` : nothing}
      <td role="cell">
        <span class="mark">
          <input
            type="checkbox"
            aria-label=${msg(str`Overlay ${row.name}`)}
            title=${msg('Overlay on the charts')}
            .checked=${laid !== undefined}
            @change=${({ target }: Event) => void this.#overlay(row, target)}
          />
          ${laid === undefined ? nothing : this.#swatch(laid)} ${lone ? this.#colorField(run, row.name) : nothing}
        </span>
      </td>
      <th role="rowheader" scope="row" class="long" data-text=${row.name}>
        ${
          lone
            ? html`<lab-run-words
                .run=${run}
                .writing=${this.writing?.id === run.id ? this.writing.what : null}
                @words=${(event: CustomEvent<Remarks>) => void this.savedRuns?.remark(run.id, event.detail)}
                @words-done=${(event: CustomEvent<boolean>) => this.#written(run.id, event.detail)}
              ></lab-run-words>`
            : row.name
        }
        ${lone && run.id === this.savedRuns?.present ? html`<span class="small soft open">${msg('open')}</span>` : nothing}
      </th>
      ${cells.map((column) => {
        const { label, number, text } = column;
        const shown = best && column.key === 'testAccuracy' ? html`${BEST_MARK} ${text(row)}` : text(row);
        return html`<td role="cell" class=${number ? 'number' : 'long'} data-label=${label}>${shown}</td>`;
      })}
      ${lone ? html`<td role="cell" class="whole">${this.#acts(run, row.name)}</td>` : nothing}
    </tr>`;
  }

  #selectField({ key, name }: RunRow): unknown {
    return html`<input
      type="checkbox"
      class="select"
      aria-label=${msg(str`Select ${name}`)}
      title=${msg('Select')}
      .checked=${this.selected.has(key)}
      @change=${({ target }: Event) => {
        const on = target instanceof HTMLInputElement && target.checked;
        this.selected = new Set([...this.selected].filter((other) => other !== key).concat(on ? [key] : []));
      }}
    />`;
  }

  #acts(run: SavedRun, name: string): unknown {
    const { id, pinned = false } = run;
    return html`<span class="acts">
      ${this.#act('Open', name, () => this.#ask(run))}
      <a
        class="act"
        href="?${formatAddress(addressOf(run))}"
        aria-label=${msg(str`Address of ${name}`)}
        title=${msg('Address')}
        >${runIcon('Address')}</a
      >
      <button
        type="button"
        class="quiet act"
        data-act="Pin"
        aria-label=${msg(str`Pin ${name}`)}
        aria-pressed=${pinned ? 'true' : 'false'}
        title=${msg('Pin: keep it at the top')}
        @click=${() => void this.#setPinned(id, !pinned)}
      >
        ${runIcon('Pin')}
      </button>
      ${this.#act('Note', name, () => (this.writing = { id, what: 'note' }))}
      ${this.#act('Rename', name, () => (this.writing = { id, what: 'name' }))}
      ${this.#act('Delete', name, () => this.#delete([id]))}
    </span>`;
  }

  #act(what: WordedAct, name: string, act: () => void): unknown {
    return html`<button
      type="button"
      class="quiet act"
      data-act=${what}
      aria-label=${actLabel(what, name)}
      title=${ACT_WORDS[what]}
      @click=${act}
    >
      ${runIcon(what)}
    </button>`;
  }

  #swatch(slot: number): unknown {
    const { color, dash } = overlayStyle(slot, { index: 0, count: 1, dark: this.#scheme.dark });
    return svg`<svg viewBox="0 0 32 8" aria-hidden="true"><line x1="0" y1="4" x2="32" y2="4" stroke=${color} stroke-width="2" stroke-dasharray=${dash.join(' ')} /></svg>`;
  }

  #colorField({ id, color = null }: SavedRun, name: string): unknown {
    const choose = ({ target }: Event): void => {
      if (!(target instanceof HTMLSelectElement)) return;
      void this.savedRuns?.remark(id, { color: target.value === '' ? null : Number(target.value) });
    };
    return html`<select class="small" aria-label=${msg(str`Colour of ${name}`)} @change=${choose}>
      <option value="" .selected=${live(color === null)}>${msg('any')}</option>
      ${OVERLAY_COLORS.map((word, slot) => html`<option value=${slot} .selected=${live(color === slot)}>${word}</option>`)}
    </select>`;
  }

  async #overlay(row: RunRow, target: EventTarget | null): Promise<void> {
    const { savedRuns } = this;
    if (!savedRuns || !(target instanceof HTMLInputElement)) return;
    if (row.runs.length > 1) await savedRuns.overlayGroup(runsOf(row), target.checked);
    else await savedRuns.overlay(row.runs[0].run.id, target.checked);
  }

  async #overlayAll(rows: readonly RunRow[], on: boolean): Promise<void> {
    for (const { key } of rows) await this.savedRuns?.overlay(key, on);
  }

  /** Cycles through ascending, descending and the list's own order. A click on a term explains it instead. */
  #sort(key: string, event: Event): void {
    if (event.composedPath().some((at) => at instanceof Element && at.localName === 'lab-term')) return;
    const { order } = this;
    if (order?.key !== key) this.order = { key, descending: false };
    else this.order = order.descending ? undefined : { key, descending: true };
  }

  #choose(columns: readonly string[] | undefined): void {
    this.chosen = columns;
    remember(COLUMNS, columns?.join(',') ?? '');
  }

  async #refresh(): Promise<void> {
    await this.savedRuns?.refresh();
    if ('storage' in navigator) this.used = (await navigator.storage.estimate()).usage;
  }

  /** Moving a row drops its focus, so the focus is restored to its run. */
  async #setPinned(id: string, pinned: boolean): Promise<void> {
    await this.savedRuns?.remark(id, { pinned });
    if (document.activeElement === document.body) await this.#focus(id, 'Pin');
  }

  #delete(ids: readonly string[]): void {
    this.#asked = ids;
    this.selected = new Set([...this.selected].filter((id) => !ids.includes(id)));
    this.dispatchEvent(new LabActionEvent({ type: 'delete-runs', ids }));
  }

  async #undo({ id }: SavedRun): Promise<void> {
    await this.savedRuns?.undelete();
    await this.#focus(id, 'Delete');
  }

  /** The field has closed. If a key ended it, the focus returns to the button that opened it. */
  #written(id: string, byKey: boolean): void {
    const what = this.writing?.what;
    this.writing = null;
    if (byKey) void this.#focus(id, what === 'name' ? 'Rename' : 'Note');
  }

  async #focus(id: string, act: RunAct): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`[data-run="${id}"] [data-act="${act}"]`)?.focus();
  }

  #ask(run: SavedRun): void {
    this.dispatchEvent(new LabActionEvent({ type: 'open-run', id: run.id }));
  }

  #import({ detail }: CustomEvent<readonly UserFile[]>): void {
    this.dispatchEvent(new LabActionEvent({ type: 'import-runs', files: detail.map(({ file }) => file) }));
  }
}

const plainHead = (label: string): unknown => html`<th role="columnheader" scope="col" data-skip>${label}</th>`;

function rememberedColumns(): readonly string[] | undefined {
  const kept = preference(COLUMNS) ?? '';
  return kept === '' ? undefined : kept.split(',');
}

const runsOf = ({ runs: [first, ...others] }: RunRow): readonly [SavedRun, ...SavedRun[]] => [
  first.run,
  ...others.map(({ run }) => run),
];

const MEGABYTES = new Intl.NumberFormat(LANGUAGE, { minimumFractionDigits: 1, maximumFractionDigits: 1 });

const usedText = (bytes: number): string =>
  msg(str`The lab uses ${MEGABYTES.format(bytes / MEGABYTE)} MB of this browser’s storage: runs, checkpoints, data.`);

declare global {
  interface HTMLElementTagNameMap {
    'lab-runs': LabRuns;
  }
}
