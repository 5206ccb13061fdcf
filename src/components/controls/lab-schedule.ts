/** The schedule as a list of events. Before a run, each can be removed. @fires left when the last one is removed */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { formatCount } from '../../charts/format.ts';
import { eventText } from '../../charts/marks.ts';
import type { ScheduledEvent } from '../../shared/run/schedule.ts';
import { msg, plural, str } from '../../shared/util/texts.ts';
import { LabActionEvent } from '../ui/lab-action.ts';
import { shared } from '../ui/styles.ts';

@customElement('lab-schedule')
export class LabSchedule extends LitElement {
  static override styles = [
    shared,
    css`
      details {
        border-block: 1px solid var(--line);
      }
      summary {
        min-height: 32px;
        padding: 6px 0;
        cursor: pointer;
      }
      summary b {
        font-weight: 600;
      }
      ol {
        max-height: 160px;
        margin: 0;
        padding: 0 0 8px;
        overflow: auto;
        list-style: none;
      }
      li {
        display: flex;
        align-items: center;
        gap: 8px;
        min-height: 24px;
        font-variant-numeric: var(--text-number);
      }
      li > :first-child {
        flex: 1;
      }
    `,
  ];

  @property({ attribute: false }) events: readonly ScheduledEvent[] = [];
  @property({ type: Boolean }) begun = false;

  protected override render(): unknown {
    const { events } = this;
    if (events.length === 0) return null;
    return html`<details>
      <summary>
        <b>${msg('Events')}</b>
        <span class="soft"
          >${plural(events.length, { one: msg('1 change'), other: msg(str`${events.length} changes`) })}</span
        >
      </summary>
      <ol>
        ${events.map((event) => html`<li><span>${sentence(event)}</span>${this.begun ? nothing : this.#remove(event)}</li>`)}
      </ol>
    </details>`;
  }

  #remove(event: ScheduledEvent): unknown {
    return html`<button
      type="button"
      class="quiet"
      aria-label=${msg(str`Remove: ${sentence(event)}`)}
      @click=${() => this.#take(event)}
    >
      ${msg('Remove')}
    </button>`;
  }

  #take(event: ScheduledEvent): void {
    const last = this.events.length === 1;
    const at = this.events.indexOf(event);
    this.dispatchEvent(new LabActionEvent({ type: 'unschedule', event }));
    if (last) this.dispatchEvent(new Event('left'));
    else void this.#focusRemove(Math.min(at, this.events.length - 2));
  }

  /** Focuses the button that replaces the removed one. */
  async #focusRemove(at: number): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelectorAll('button')[at]?.focus();
  }
}

function sentence(event: ScheduledEvent): string {
  return msg(str`Step ${formatCount(event.step)}: ${eventText(event)}`);
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-schedule': LabSchedule;
  }
}
