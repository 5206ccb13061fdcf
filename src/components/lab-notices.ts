/**
 * Urgent messages: faults of the address, loading progress, why a run failed.
 * @fires left when the faults are dismissed
 */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { issueText, type Issue } from '../shared/util/issues.ts';
import type { Failure } from '../shared/run/run-records.ts';
import { msg, plural, str } from '../shared/util/texts.ts';
import type { Loading } from '../state/run-progress.ts';
import { LabActionEvent } from './ui/lab-action.ts';
import { shared } from './ui/styles.ts';

@customElement('lab-notices')
export class LabNotices extends LitElement {
  static override styles = [
    shared,
    css`
      section {
        display: flex;
        align-items: start;
        gap: 4px 16px;
        padding: 4px 16px;
        border-bottom: 1px solid var(--line);
        font-size: var(--text-small);
      }
      button {
        min-height: 24px;
      }
      /* One line where there is room: what it is about, then the sentences. */
      .line {
        display: flex;
        flex-wrap: wrap;
        gap: 0 12px;
      }
      section > :first-child {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .issues {
        background: var(--warning-surface);
      }
      .failure {
        background: var(--danger-surface);
      }
      h2 {
        margin: 0;
        font-size: inherit;
      }
      p {
        margin: 0;
      }
      ul {
        max-height: 6em;
        margin: 0;
        padding: 0;
        overflow: auto;
        list-style: none;
      }
      label {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        align-items: center;
        gap: 16px;
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

  protected override render(): unknown {
    return [this.#issues(), this.#loading(), this.#notices(), this.#failure()];
  }

  #issues(): unknown {
    const { issues } = this;
    if (issues.length === 0) return nothing;
    return html`<section class="issues" aria-labelledby="issues">
      <div class="line">
        <h2 id="issues">
          ${plural(issues.length, { one: msg('One thing in the address could not be used'), other: msg(str`${issues.length} things in the address could not be used`) })}
        </h2>
        <ul tabindex="0" aria-labelledby="issues">
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

  #failure(): unknown {
    const { failure } = this;
    if (!failure) return nothing;
    return html`<section class="failure" role="alert">
      <div class="line">
        <h2>${msg('The run stopped')}</h2>
        <p>${failure.message}</p>
      </div>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-notices': LabNotices;
  }
}
