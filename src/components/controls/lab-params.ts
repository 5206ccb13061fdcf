/** The settings in disclosures; every field derives from the list of settings. They are fixed once a run has started. */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { isUserSet } from '../../shared/data-sets/find.ts';
import type { OwnData } from '../../shared/data-sets/own-data.ts';
import { resolveParams, type ParamSpec, type RunParams } from '../../shared/run/run-params.ts';
import { isEventKey, type LiveSettings } from '../../shared/run/schedule.ts';
import { msg } from '../../shared/util/texts.ts';
import type { DataNote } from '../../state/run-store.ts';
import { LabActionEvent } from '../ui/lab-action.ts';
import './lab-data-files.ts';
import './lab-param-field.ts';
import { PARAM_GROUPS, type ParamGroup } from './param-groups.ts';
import { shared } from '../ui/styles.ts';

@customElement('lab-params')
export class LabParams extends LitElement {
  static override styles = [
    shared,
    css`
      details {
        border-top: 1px solid var(--line);
      }
      summary {
        min-height: 32px;
        padding: 6px 0;
        cursor: pointer;
      }
      summary b {
        font-weight: 600;
      }
      .note {
        margin: 0 0 4px;
      }
      details > div {
        padding-bottom: 8px;
      }
    `,
  ];

  @property({ attribute: false }) params?: RunParams;
  @property({ attribute: false, hasChanged: differs }) settings?: LiveSettings;
  @property({ attribute: false }) dataNote: DataNote | null = null;
  @property({ attribute: false }) ownData: OwnData | null | undefined;
  /** The page asks for the files elsewhere. */
  @property({ type: Boolean }) dataMissing = false;
  /** A run has started. */
  @property({ type: Boolean }) begun = false;

  protected override render(): unknown {
    const { params } = this;
    return params ? PARAM_GROUPS.map((group) => this.#group(group, params)) : null;
  }

  #group(group: ParamGroup, params: RunParams): unknown {
    const files =
      group.title === msg('Data') && !this.dataMissing && (isUserSet(params.data) || this.dataNote !== null);
    return html`<details ?open=${files}>
      <summary><b>${group.title}</b> <span class="soft">${group.summary(resolveParams(params))}</span></summary>
      <div>
        ${this.begun ? html`<p class="note soft small">${msg('Press Reset to change what is greyed out.')}</p>` : nothing}
        ${group.specs.map((spec) => this.#field(spec, params))}
        ${
          group.title === msg('Data') && !this.dataMissing
            ? html`<lab-data-files data=${params.data} .note=${this.dataNote} .own=${this.ownData}></lab-data-files>`
            : nothing
        }
      </div>
    </details>`;
  }

  #field(spec: ParamSpec, params: RunParams): unknown {
    const { key } = spec;
    const live = isEventKey(key);
    return html`<lab-param-field
      data-key=${key}
      .spec=${spec}
      .value=${live && this.settings ? this.settings[key] : params[key]}
      .resolved=${resolveParams(params)[key]}
      .disabled=${this.begun && !live}
      @param-change=${(event: CustomEvent<unknown>) => this.#changed(spec, event.detail)}
    ></lab-param-field>`;
  }

  #changed(spec: ParamSpec, value: unknown): void {
    const { key } = spec;
    this.dispatchEvent(
      new LabActionEvent(
        isEventKey(key) && typeof value === 'number'
          ? { type: 'live', key, value }
          : { type: 'params', changes: { [key]: value } },
      ),
    );
  }
}

function differs(now: unknown, before: unknown): boolean {
  return JSON.stringify(now) !== JSON.stringify(before);
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-params': LabParams;
  }
}
