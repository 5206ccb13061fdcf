/**
 * The runs kept in this browser: what sets them apart, what came out, and what can be done with each. Shows the shelf's list
 * and asks the shelf; asks the page to open one.
 */
import { html, LitElement, nothing, svg, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ChartCursor } from '../charts/cursor.ts';
import { formatCount, formatPercent, UNDEFINED } from '../charts/format.ts';
import { overlayStyle } from '../charts/palette.ts';
import type { GivenFile } from '../shared/own-data.ts';
import type { RunState } from '../shared/protocol.ts';
import { formatAddress } from '../shared/run-url.ts';
import { runDifferences, type Difference } from '../state/run-differences.ts';
import type { SavedRuns, ShelfRun } from '../state/saved-runs.ts';
import { OVERLAY_COLORS } from '../state/overlay-colors.ts';
import { addressOf, type Remarks, type SavedRun } from '../state/saved-run.ts';
import { ColorScheme } from './color-scheme.ts';
import { LabActionEvent } from './lab-action.ts';
import './lab-drop-zone.ts';
import './lab-run-words.ts';
import { runsStyles } from './lab-runs.styles.ts';
import type { RunWords } from './lab-run-words.ts';
import './lab-term.ts';
import { runName } from './run-name.ts';
import { shared, tables } from './styles.ts';

/** A run that comes to rest is written within so long, ms. */
const KEPT_AFTER = 300;

/** So many columns of differences have room on a laptop. */
const FEW = 3;
/** What a button of a run does. */
type Act = 'Open' | 'Pin' | 'Note' | 'Rename' | 'Delete';

const NUMBERS = [
  { label: 'steps', explains: 'step' },
  { label: 'train, given', explains: 'trainAccuracy' },
  { label: 'test', explains: 'testAccuracy' },
] as const;

@customElement('lab-runs')
export class LabRuns extends LitElement {
  static override styles = [shared, tables, runsStyles];

  @property({ attribute: false }) shelf?: SavedRuns;
  @property({ attribute: false }) cursor?: ChartCursor;
  /** Of the present run: when it rests, it is on the list. */
  @property() run?: RunState;
  /** The run of which something is being written. */
  @state() private writing: { readonly id: string; readonly what: RunWords } | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The run whose deletion was asked for here: the focus goes to the button that undoes it. */
  #asked: string | undefined;
  /** That button has the focus, and may go. */
  #onUndo = false;
  readonly #scheme = new ColorScheme(this);
  readonly #shelfChanged = (): void => this.requestUpdate();

  override connectedCallback(): void {
    super.connectedCallback();
    this.shelf?.addEventListener('change', this.#shelfChanged);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.shelf?.removeEventListener('change', this.#shelfChanged);
  }

  protected override firstUpdated(): void {
    void this.shelf?.refresh();
  }

  protected override willUpdate(): void {
    this.#onUndo = this.shadowRoot?.activeElement?.id === 'undo';
  }

  protected override updated(changed: PropertyValues<this>): void {
    const deleted = this.shelf?.deleted;
    if (deleted && deleted.id === this.#asked) {
      this.#asked = undefined;
      this.renderRoot.querySelector<HTMLElement>('#undo')?.focus();
    } else if (this.#onUndo && !deleted) this.renderRoot.querySelector<HTMLElement>('.scroll, lab-drop-zone')?.focus();
    if (!changed.has('run') || this.run === 'training' || this.run === 'loading') return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.shelf?.refresh(), KEPT_AFTER);
  }

  protected override render(): unknown {
    const { shelf } = this;
    if (!shelf) return null;
    const { runs, deleted, notices } = shelf;
    const differences = runDifferences(runs.map(({ run }) => run));
    return html`
      ${notices.map((notice) => html`<p role="alert" class="small">${notice}</p>`)}
      ${
        deleted
          ? html`<p aria-live="polite" aria-atomic="true">
              ${runName(deleted)} was deleted.
              <button type="button" id="undo" class="quiet" @click=${() => this.#undo(deleted)}>Undo</button>
            </p>`
          : nothing
      }
      ${
        runs.length === 0
          ? html`<p class="soft">Runs are kept in this browser as they train, and will be listed here.</p>`
          : this.#table(runs, differences)
      }
      <lab-drop-zone
        label="Import run files (*.run.json; or drop them anywhere on the page)"
        choose="Import run files"
        accept=".json,application/json"
        @files-chosen=${this.#import}
        >*.run.json; or drop them anywhere on the page</lab-drop-zone
      >
    `;
  }

  #table(runs: readonly ShelfRun[], differences: readonly Difference[]): unknown {
    return html`<div class="scroll" tabindex="0" role="region" aria-label="Runs kept in this browser">
      <table role="table" aria-label="Runs" class=${differences.length > FEW ? 'many' : ''}>
        <thead>
          <tr role="row">
            ${columnHead('on the charts')} ${columnHead('name')} ${differences.map(({ label }) => columnHead(label))}
            ${NUMBERS.map(numberHead)} ${columnHead('do')}
          </tr>
        </thead>
        <tbody>
          ${repeat(
            runs,
            ({ run }) => run.id,
            (run, row) => this.#row(run, differences, row),
          )}
        </tbody>
      </table>
    </div>`;
  }

  #row({ run, results, slot }: ShelfRun, differences: readonly Difference[], row: number): unknown {
    const name = runName(run);
    const numbers = [formatCount(run.step), percents(results?.trainAccuracy), percents(results?.testAccuracy)];
    return html`<tr role="row" data-run=${run.id}>
      <td role="cell">
        <span class="mark">
          <input
            type="checkbox"
            aria-label="Overlay ${name}"
            .checked=${slot !== undefined}
            @change=${(event: Event) => void this.#overlay(run.id, event)}
          />
          ${slot === undefined ? nothing : this.#swatch(slot)} ${this.#colorField(run, name)}
        </span>
      </td>
      <th role="rowheader" scope="row" class="long">
        <lab-run-words
          .run=${run}
          .writing=${this.writing?.id === run.id ? this.writing.what : null}
          @words=${(event: CustomEvent<Remarks>) => void this.shelf?.remark(run.id, event.detail)}
          @words-done=${(event: CustomEvent<boolean>) => this.#written(run.id, event.detail)}
        ></lab-run-words>
      </th>
      ${differences.map(
        ({ label, texts }) => html`<td role="cell" class="long" data-label=${label}>${shown(texts[row])}</td>`,
      )}
      ${numbers.map((text, i) => html`<td role="cell" class="number" data-label=${NUMBERS[i]?.label}>${text}</td>`)}
      <td role="cell" class="whole">
        <span class="acts">
          ${this.#act('Open', name, () => this.#ask(run))}
          <a class="small" href="?${formatAddress(addressOf(run))}" aria-label="Address of ${name}">Address</a>
          ${this.#pin(run, name)} ${this.#act('Note', name, () => (this.writing = { id: run.id, what: 'note' }))}
          ${this.#act('Rename', name, () => (this.writing = { id: run.id, what: 'name' }))}
          ${this.#act('Delete', name, () => this.#delete(run))}
        </span>
      </td>
    </tr>`;
  }

  #act(what: Act, name: string, act: () => void): unknown {
    return html`<button type="button" class="quiet" data-act=${what} aria-label="${what} ${name}" @click=${act}>
      ${what}
    </button>`;
  }

  #pin({ id, pinned = false }: SavedRun, name: string): unknown {
    return html`<button
      type="button"
      class="quiet"
      data-act="Pin"
      aria-label="Pin ${name}"
      aria-pressed=${pinned ? 'true' : 'false'}
      title="Keep it at the top"
      @click=${() => void this.#setPinned(id, !pinned)}
    >
      Pin
    </button>`;
  }

  #swatch(slot: number): unknown {
    const { color, dash } = overlayStyle(slot, { index: 0, count: 1, dark: this.#scheme.dark });
    return svg`<svg viewBox="0 0 32 8" aria-hidden="true"><line x1="0" y1="4" x2="32" y2="4" stroke=${color} stroke-width="2" stroke-dasharray=${dash.join(' ')} /></svg>`;
  }

  #colorField({ id, color = null }: SavedRun, name: string): unknown {
    const choose = ({ target }: Event): void => {
      if (!(target instanceof HTMLSelectElement)) return;
      void this.shelf?.remark(id, { color: target.value === '' ? null : Number(target.value) });
    };
    return html`<select class="small" aria-label="Colour of ${name}" @change=${choose}>
      <option value="" .selected=${live(color === null)}>any</option>
      ${OVERLAY_COLORS.map((word, slot) => html`<option value=${slot} .selected=${live(color === slot)}>${word}</option>`)}
    </select>`;
  }

  async #overlay(id: string, { target }: Event): Promise<void> {
    const { shelf, cursor } = this;
    if (!shelf || !cursor || !(target instanceof HTMLInputElement)) return;
    await shelf.overlay(id, target.checked);
  }

  /** A row that moves loses the focus, which stays with its run. */
  async #setPinned(id: string, pinned: boolean): Promise<void> {
    await this.shelf?.remark(id, { pinned });
    if (document.activeElement === document.body) await this.#focus(id, 'Pin');
  }

  #delete({ id }: SavedRun): void {
    this.#asked = id;
    this.dispatchEvent(new LabActionEvent({ type: 'delete-run', id }));
  }

  async #undo({ id }: SavedRun): Promise<void> {
    await this.shelf?.undelete();
    await this.#focus(id, 'Delete');
  }

  /** The field with a run's words is gone; from one that a key ended the focus goes back to the button that opened it. */
  #written(id: string, byKey: boolean): void {
    const what = this.writing?.what;
    this.writing = null;
    if (byKey) void this.#focus(id, what === 'name' ? 'Rename' : 'Note');
  }

  async #focus(id: string, act: Act): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`[data-run="${id}"] [data-act="${act}"]`)?.focus();
  }

  #ask(run: SavedRun): void {
    this.dispatchEvent(new LabActionEvent({ type: 'open-run', id: run.id }));
  }

  #import({ detail }: CustomEvent<readonly GivenFile[]>): void {
    this.dispatchEvent(new LabActionEvent({ type: 'import-runs', files: detail.map(({ file }) => file) }));
  }
}

// On a narrow page rows are no longer laid out as a table's: the roles keep them one.
const columnHead = (label: string): unknown => html`<th role="columnheader" scope="col">${label}</th>`;

const numberHead = ({ label, explains }: (typeof NUMBERS)[number]): unknown =>
  html`<th role="columnheader" scope="col" class="number"><lab-term of=${explains}>${label}</lab-term></th>`;

const shown = (text = ''): string => (text === '' ? UNDEFINED : text);

const percents = (each: readonly number[] | undefined): string =>
  each === undefined || each.length === 0 ? UNDEFINED : each.map(formatPercent).join(' / ');

declare global {
  interface HTMLElementTagNameMap {
    'lab-runs': LabRuns;
  }
}
