/**
 * The page's message area: why a run failed, issues of the address, notices, loading progress. Messages of other
 * elements are in its slots: the remedy of a failure beside the failure, the others below. Three lines show at once.
 * @slot remedy
 * @fires left when the issues are dismissed
 */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { issueText, type Issue } from '../shared/util/issues.ts';
import type { Failure } from '../shared/run/run-records.ts';
import { msg, plural, str } from '../shared/util/texts.ts';
import type { Loading } from '../state/run-progress.ts';
import { LabActionEvent } from './ui/lab-action.ts';
import { messageLine } from './ui/message.styles.ts';
import { shared } from './ui/styles.ts';

@customElement('lab-notices')
export class LabNotices extends LitElement {
  static override styles = [
    shared,
    messageLine,
    css`
      :host {
        display: block;
      }
      /* Three lines; more scroll. */
      .area {
        max-height: max(87px, 6rem);
        overflow: auto;
        background: var(--surface-sunk);
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        gap: 0 12px;
      }
      .issues {
        background: var(--warning-surface);
      }
      .failure {
        background: var(--danger-surface);
      }
      /* The remedy is in the failure's line. */
      .failure > slot {
        --message-padding: 0;
        --message-border: 0;
        flex: 1 1 280px;
        display: block;
      }
      h2 {
        margin: 0;
        font-size: inherit;
      }
      p {
        margin: 0;
      }
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      @media (max-width: 760px) {
        .area {
          max-height: 35vh;
        }
      }
      label {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        align-items: center;
        gap: 16px;
        width: 100%;
      }
      progress {
        width: 100%;
        accent-color: var(--accent);
      }
    `,
  ];

  @property({ attribute: false }) issues: readonly Issue[] = [];
  /** Problems that didn't stop the run. */
  @property({ attribute: false }) notices: readonly string[] = [];
  @property({ attribute: false }) loading: Loading | null = null;
  @property({ attribute: false }) failure: Failure | null = null;

  /** More than three lines are in the area, so the keyboard must reach it. */
  @state() private scrolls = false;
  readonly #resized = new ResizeObserver(() => this.#measure());

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
  }

  protected override firstUpdated(): void {
    const area = this.renderRoot.querySelector('.area');
    if (area) this.#resized.observe(area);
  }

  protected override updated(): void {
    this.#measure();
  }

  #measure(): void {
    const area = this.renderRoot.querySelector('.area');
    if (!area) return;
    this.scrolls = area.scrollHeight > area.clientHeight + 1;
  }

  protected override render(): unknown {
    const { failure } = this;
    const remedy = html`<slot name="remedy"></slot>`;
    return html`<div
      class="area"
      role=${this.scrolls ? 'region' : nothing}
      aria-label=${this.scrolls ? msg('Messages') : nothing}
      tabindex=${this.scrolls ? 0 : nothing}
    >
      ${failure ? this.#failure(failure, remedy) : nothing} ${this.#issues()} ${this.#notices()} ${this.#loading()}
      ${failure ? nothing : remedy}
      <slot></slot>
    </div>`;
  }

  #issues(): unknown {
    const { issues } = this;
    if (issues.length === 0) return nothing;
    return html`<section class="issues" aria-labelledby="issues">
      <div class="line">
        <h2 id="issues">
          ${plural(issues.length, { one: msg('One thing in the address could not be used'), other: msg(str`${issues.length} things in the address could not be used`) })}
        </h2>
        <ul aria-labelledby="issues">
          ${issues.map((issue) => html`<li><b>${issue.subject}</b>: ${issueText(issue)}</li>`)}
        </ul>
      </div>
      <button type="button" @click=${this.#dismiss}>${msg('Dismiss')}</button>
    </section>`;
  }

  #dismiss(): void {
    this.dispatchEvent(new LabActionEvent({ type: 'dismiss-issues' }));
    this.dispatchEvent(new Event('left'));
  }

  #loading(): unknown {
    const { loading } = this;
    if (!loading) return nothing;
    return html`<section aria-label=${msg('Loading')}>
      <label>
        <span>${loading.what}</span>
        <progress max="1" value=${loading.fraction ?? nothing}></progress>
      </label>
    </section>`;
  }

  #notices(): unknown {
    const { notices } = this;
    if (notices.length === 0) return nothing;
    return html`<section class="issues" aria-live="polite" aria-atomic="true" aria-label=${msg('Notices')}>
      <div>${notices.map((notice) => html`<p>${notice}</p>`)}</div>
    </section>`;
  }

  #failure(failure: Failure, remedy: unknown): unknown {
    return html`<section class="failure">
      <div class="line" role="alert">
        <h2>${msg('The run stopped')}</h2>
        <p>${failure.message}</p>
      </div>
      ${remedy}
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-notices': LabNotices;
  }
}
