/**
 * The lab: header, controls, charts, tabs. It renders the store and dispatches the user's actions; main.ts performs
 * them.
 */
import { provide } from '@lit/context';
import { html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { ChartCursor } from '../charts/cursor.ts';
import type { Exporter } from '../export/formats/exporters.ts';
import type { Picture } from '../charts/picture.ts';
import type { PageView } from '../shared/run/page-view.ts';
import { formatAddress } from '../shared/run/run-url.ts';
import { msg } from '../shared/util/texts.ts';
import type { ResumeOffer } from '../state/resume-offer.ts';
import type { SavedRuns } from '../state/saved-runs.ts';
import type { RunStore } from '../state/run-store.ts';
import { droppedFiles } from './ui/user-files.ts';
import { LabActionEvent } from './ui/lab-action.ts';
import './figures/lab-charts.ts';
import type { LabCharts } from './figures/lab-charts.ts';
import './controls/lab-controls.ts';
import type { LabControls } from './controls/lab-controls.ts';
import './controls/lab-data-files.ts';
import './lab-demo.ts';
import './lab-help.ts';
import type { LabHelp } from './lab-help.ts';
import './lab-notices.ts';
import './lab-overview.ts';
import './lab-resume.ts';
import './lab-status.ts';
import './lab-tabs.ts';
import './lab-theme.ts';
import './lab-update.ts';
import './lab-welcome.ts';
import type { LabWelcome } from './lab-welcome.ts';
import type { Spot } from './story.ts';
import { stepRate } from './step-rate.ts';
import { overlaysOf } from './run-overlays.ts';
import { welcomeWords } from './welcome-words.ts';
import { shortcutOf } from './shortcuts.ts';
import { layout } from './shuffle-lab.styles.ts';
import { tabTitle, type StatusFacts } from './status-text.ts';
import { Listeners } from './ui/listeners.ts';
import { cursorContext, runContext, savedRunsContext } from './ui/page-context.ts';
import { popups, shared } from './ui/styles.ts';
import { viewStyles } from './view.styles.ts';

@customElement('shuffle-lab')
export class ShuffleLab extends LitElement {
  static override styles = [shared, popups, layout, viewStyles];

  @provide({ context: runContext }) @property({ attribute: false }) store?: RunStore;
  /** A run that could resume. */
  @property({ attribute: false }) offer: ResumeOffer | null = null;
  @property({ attribute: false }) exporters: readonly Exporter[] = [];
  /** Loads a newer build of the lab, if there is one. */
  @property({ attribute: false }) newer: (() => void) | undefined;
  /** Reloads the page for cross-origin isolation, if the service worker adds the host's missing headers. */
  @property({ attribute: false }) isolate: (() => void) | undefined;
  /** The runs saved in this browser. */
  @provide({ context: savedRunsContext }) @property({ attribute: false }) savedRuns?: SavedRuns;
  @property({ reflect: true }) view: PageView = 'full';
  /** The part of the page that the tour highlights. */
  @state() private spot: Spot | undefined;
  @query('lab-controls') private controls?: LabControls;
  @query('lab-charts') private charts?: LabCharts;
  @query('lab-welcome') private welcome?: LabWelcome;
  @query('lab-help') private help?: LabHelp;

  @provide({ context: cursorContext }) protected readonly cursor = new ChartCursor();
  /** The last title of the browser's tab. */
  #title = '';
  /** The variants of the run that the charts show. */
  #variants: unknown;
  readonly #storeChanged = (): void => {
    this.requestUpdate();
    const { variants } = this.store ?? {};
    if (variants === this.#variants) return;
    // A range of one run may not exist in another.
    this.#variants = variants;
    this.cursor.place = undefined;
    this.cursor.view.showAll();
    // The overlays are named by their differences from this run.
    this.#savedRunsChanged();
  };
  readonly #savedRunsChanged = (): void => {
    const laid = this.savedRuns?.overlaid ?? [];
    const { view } = this.cursor;
    if (laid.length === 0 && view.overlays.length === 0) return;
    const { store } = this;
    view.overlays = overlaysOf(laid, store && store.variants.length > 0 ? store : undefined);
  };
  readonly #dragged = (event: DragEvent): void => {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
  };
  /** A file dropped anywhere is a run or data. The browser's default would navigate away and end the run. */
  readonly #dropped = (event: DragEvent): void => {
    const transfer = event.dataTransfer;
    if (!transfer || transfer.files.length === 0) return;
    event.preventDefault();
    void droppedFiles(transfer).then((files) => {
      if (files.length === 0) return;
      const runs = files.every(({ path }) => path.endsWith('.json'));
      this.dispatchEvent(
        new LabActionEvent(
          runs ? { type: 'import-runs', files: files.map(({ file }) => file) } : { type: 'data', files },
        ),
      );
    });
  };
  readonly #keyDown = (event: KeyboardEvent): void => this.#shortcut(event);

  constructor() {
    super();
    new Listeners(this, () => [
      [this.store, 'change', this.#storeChanged],
      [this.savedRuns, 'change', this.#savedRunsChanged],
      [document, 'keydown', this.#keyDown],
      [document, 'dragover', this.#dragged],
      [document, 'drop', this.#dropped],
    ]);
  }

  /** Selects the tab of saved runs. */
  showRuns(): void {
    this.renderRoot.querySelector('lab-tabs')?.show(msg('Runs'));
  }

  /** The charts in their current state, for a picture file. */
  async chartPictures(): Promise<readonly Picture[]> {
    return (await this.charts?.pictures()) ?? [];
  }

  protected override willUpdate(): void {
    const { store } = this;
    if (!store) return;
    this.dataset.state = store.state;
    if (this.spot) this.dataset.spot = this.spot;
    else delete this.dataset.spot;
    if (store.tensors !== null) this.dataset.tensors = String(store.tensors);
    const title = tabTitle(store);
    // Printing changes the title temporarily.
    if (title !== this.#title) document.title = this.#title = title;
  }

  protected override render(): unknown {
    const { store } = this;
    if (!store) return null;
    const told = this.#told(store);
    return html`
      <header>
        <h1>${msg('Shuffle Lab')}</h1>
        <lab-status .facts=${this.#facts(store)}></lab-status>
        ${
          this.view === 'full' && store.environment && store.environment.reasons.length > 0
            ? html`<button
                  type="button"
                  class="quiet why"
                  popovertarget="reasons"
                  aria-label=${msg('Why this backend?')}
                >
                  <span class="wide">${msg('Why this backend?')}</span><span class="short">${msg('Why?')}</span>
                </button>
                <ul id="reasons" popover>
                  ${store.environment.reasons.map((reason) => html`<li>${reason}</li>`)}
                  <li><a href="./check.html" target="_blank" rel="noopener">${msg('Check this device')}</a></li>
                </ul>`
            : nothing
        }
        ${this.view === 'present' && document.fullscreenEnabled ? this.#fullScreenButton() : nothing}
        ${this.#viewButton()}
        <button
          type="button"
          class="help"
          aria-label=${msg('Keyboard and help')}
          title=${msg('Help (?)')}
          @click=${() => this.help?.show()}
        >
          ?
        </button>
      </header>
      <lab-notices
        .notices=${store.notices}
        .issues=${store.issues}
        .loading=${store.loading}
        .failure=${store.failure}
        @left=${this.#left}
      >
        <lab-resume slot="remedy" .offer=${this.offer} @left=${this.#left}></lab-resume>
        <lab-update
          .use=${this.newer}
          .isolate=${this.isolate}
          ?busy=${told || store.state === 'loading' || store.state === 'training'}
        ></lab-update>
        <lab-welcome
          ?quiet=${told || store.begun || this.view !== 'full'}
          .shows=${welcomeWords(store.address, store.dataMissing)}
          @spot=${this.#spotlight}
          @left=${this.#left}
        ></lab-welcome>
      </lab-notices>
      <main>
        <lab-controls
          ?compact=${this.view !== 'full'}
          spot=${this.spot ?? nothing}
          .address=${this.#address(store)}
          .exporters=${this.exporters}
        ></lab-controls>
        ${this.view === 'embed' ? nothing : html`<lab-overview ?large=${this.view === 'present'}></lab-overview>`}
        ${this.view === 'present' ? html`<lab-demo></lab-demo>` : nothing}
        ${
          store.dataMissing
            ? html`<section class="missing" aria-label=${msg('Data')}>
                <h2>${msg('This data set has no images yet')}</h2>
                <lab-data-files
                  data=${store.address.params.data}
                  .note=${store.dataNote}
                  .own=${store.ownData}
                ></lab-data-files>
              </section>`
            : html`<lab-charts ?bare=${this.view === 'embed'} ?lecture=${this.view === 'present'}></lab-charts>`
        }
        ${this.view === 'full' ? html`<lab-tabs></lab-tabs>` : nothing}
      </main>
      <lab-help @tour=${() => this.welcome?.tour()}></lab-help>
    `;
  }

  /** Something that concerns this run is said above the page: the welcome and a newer release wait. */
  #told({ issues, notices, failure }: RunStore): boolean {
    return issues.length > 0 || notices.length > 0 || failure !== null || this.offer !== null;
  }

  #fullScreenButton(): unknown {
    return html`<button
      type="button"
      class="quiet"
      @click=${() => {
        // If the browser refuses, the page stays as it is.
        const asked = document.fullscreenElement
          ? document.exitFullscreen()
          : document.documentElement.requestFullscreen();
        asked.catch(() => undefined);
      }}
    >
      ${msg('Full screen')}
    </button>`;
  }

  #viewButton(): unknown {
    if (this.view === 'embed') {
      return html`<a class="small" href=${this.store ? this.#address(this.store) : ''} target="_blank" rel="noopener"
        >${msg('Open in the lab')}</a
      >`;
    }
    const view = this.view === 'present' ? 'full' : 'present';
    return html`<lab-theme></lab-theme
      ><button
        type="button"
        class="quiet"
        @click=${() => this.dispatchEvent(new LabActionEvent({ type: 'view', view }))}
      >
        ${view === 'present' ? msg('Present') : msg('Leave Present view')}
      </button>`;
  }

  readonly #spotlight = (event: CustomEvent<Spot | null>): void => {
    this.spot = event.detail ?? undefined;
  };

  /** The focused element disappears, so the focus moves to Train. */
  readonly #left = (): void => this.controls?.focus();

  #facts(store: RunStore): StatusFacts {
    const { state, step, until, loading, evaluating, environment, dataMissing } = store;
    const steps = store.variants[0]?.steps;
    const told = this.view === 'present' ? null : environment;
    return { state, step, until, loading, evaluating, environment: told, dataMissing, rate: steps && stepRate(steps) };
  }

  #address(store: RunStore): string {
    const address = new URL(location.href);
    address.search = formatAddress({ ...store.address, start: false });
    return address.href;
  }

  #shortcut(event: KeyboardEvent): void {
    const { help } = this;
    const shortcut = help?.quiet || help?.open ? undefined : shortcutOf(event);
    if (shortcut === undefined) return;
    event.preventDefault();
    if (shortcut === 'help') help?.show();
    else if (shortcut === 'shuffle') this.controls?.toggleShuffle();
    else this.dispatchEvent(new LabActionEvent({ type: shortcut }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'shuffle-lab': ShuffleLab;
  }
}
