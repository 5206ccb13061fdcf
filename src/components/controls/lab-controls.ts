/** The column of controls: Train, the switch, the live sliders, presets, settings, and export and sharing. */
import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { formatPercent } from '../../charts/format.ts';
import type { Exporter } from '../../export/formats/exporters.ts';
import { PRESETS } from '../../shared/run/presets.ts';
import { settingExplained } from '../../shared/glossary/explanations.ts';
import { formatAddress } from '../../shared/run/run-url.ts';
import { isEventKey } from '../../shared/run/schedule.ts';
import { msg, str } from '../../shared/util/texts.ts';
import type { RunStore } from '../../state/run-store.ts';
import { LabActionEvent, type LabAction } from '../ui/lab-action.ts';
import './lab-embed.ts';
import './lab-export.ts';
import './lab-params.ts';
import './lab-schedule.ts';
import './lab-score.ts';
import './lab-share.ts';
import '../ui/lab-slider.ts';
import './lab-switch.ts';
import './lab-transport.ts';
import { SLIDER_PARAMS } from './param-groups.ts';
import { fractionScale, logScale } from '../ui/scale.ts';
import { controlStyles } from './lab-controls.styles.ts';
import { runContext, shown } from '../ui/page-context.ts';
import { shared } from '../ui/styles.ts';

const FRACTIONS = fractionScale(100);
const LOG_SLIDERS = SLIDER_PARAMS.flatMap((spec) => {
  const { key, slider } = spec;
  if (!slider || !isEventKey(key)) return [];
  return [{ key, label: spec.label, type: spec.type, scale: logScale(slider.low, slider.high, slider.zero) }];
});

const MISSING = msg('Train is off: this data set has no images yet. Give them to the lab first.');

@customElement('lab-controls')
export class LabControls extends LitElement {
  static override styles = [shared, controlStyles];

  @shown(runContext) private store?: RunStore;
  /** Shows only Train, the switch and the results. */
  @property({ type: Boolean, reflect: true }) compact = false;
  @property() address = '';
  @property({ attribute: false }) exporters: readonly Exporter[] = [];
  /** The fraction that the switch sets when it is turned on. */
  @state() private fraction = 1;

  protected override willUpdate(): void {
    const shuffle = this.store?.settings.shuffle ?? 0;
    if (shuffle > 0) this.fraction = shuffle;
  }

  protected override render(): unknown {
    const { store } = this;
    if (!store) return null;
    const { settings, state } = store;
    const on = settings.shuffle > 0;
    const fixed = state === 'failed';
    return html`
      <div class="bar">
        <lab-transport
          ?compact=${this.compact}
          .state=${state}
          missing=${store.dataMissing ? MISSING : ''}
        ></lab-transport>
        <lab-switch
          label=${msg('Shuffle labels')}
          .meaning=${switchMeaning(settings.shuffle, store.address.params.twin)}
          .checked=${on}
          .disabled=${fixed}
          @toggle=${() => this.toggleShuffle()}
        ></lab-switch>
      </div>
      <lab-score ?inline=${this.compact}></lab-score>
      <lab-slider
        label=${msg('Shuffled fraction')}
        explains="shuffle"
        .scale=${FRACTIONS}
        .format=${formatPercent}
        .value=${this.fraction}
        .disabled=${fixed}
        @value-change=${(event: CustomEvent<number>) => this.#setFraction(event.detail)}
      ></lab-slider>
      ${LOG_SLIDERS.map((slider) => this.#slider(slider))}
      <label class="preset">
        <span>${msg('Preset')}</span>
        <select ?disabled=${store.begun} @change=${this.#preset}>
          <option value="" .selected=${live(store.address.preset === null)}>
            ${formatAddress({ ...store.address, start: false }) === '' ? msg('shuffle it yourself') : msg('your own settings')}
          </option>
          ${PRESETS.map(
            ({ name, title }) =>
              html`<option value=${name} .selected=${live(store.address.preset === name)}>${title}</option>`,
          )}
        </select>
      </label>
      ${this.#presetNote()}
      <lab-params
        .params=${store.address.params}
        .settings=${settings}
        .dataNote=${store.dataNote}
        .ownData=${store.ownData}
        .dataMissing=${store.dataMissing}
        .begun=${store.begun}
      ></lab-params>
      <lab-schedule .events=${store.events} .begun=${store.begun} @left=${() => this.focus()}></lab-schedule>
      <div class="out">
        <lab-share .address=${this.address}></lab-share>
        <lab-export .exporters=${this.exporters} .disabled=${store.variants.length === 0}></lab-export>
        <lab-embed .address=${this.address}></lab-embed>
      </div>
    `;
  }

  /** Focuses Train, which is always present. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('lab-transport')?.focus();
  }

  /** Toggles the switch: on sets the fraction, off sets 0. */
  toggleShuffle(): void {
    const on = (this.store?.settings.shuffle ?? 0) > 0;
    this.#send({ type: 'live', key: 'shuffle', value: on ? 0 : this.fraction || 1 });
  }

  #slider({ key, label, type, scale }: (typeof LOG_SLIDERS)[number]): unknown {
    const { store } = this;
    return html`<lab-slider
      .label=${label}
      .explains=${settingExplained(key) ?? []}
      .scale=${scale}
      .exact=${type}
      .value=${store?.settings[key] ?? 0}
      .disabled=${store?.state === 'failed'}
      @value-change=${(event: CustomEvent<number>) => this.#send({ type: 'live', key, value: event.detail })}
    ></lab-slider>`;
  }

  #presetNote(): unknown {
    const preset = PRESETS.find(({ name }) => name === this.store?.address.preset);
    return preset && !this.store?.begun ? html`<p class="soft small">${preset.shows}</p>` : nothing;
  }

  #setFraction(fraction: number): void {
    this.fraction = fraction;
    if ((this.store?.settings.shuffle ?? 0) > 0) this.#send({ type: 'live', key: 'shuffle', value: fraction });
  }

  #preset(event: Event): void {
    if (event.target instanceof HTMLSelectElement) this.#send({ type: 'preset', name: event.target.value || null });
  }

  #send(action: LabAction): void {
    this.dispatchEvent(new LabActionEvent(action));
  }
}

/** What the switch's position means for the labels of a run, or of a paired run's two variants. */
function switchMeaning(shuffle: number, twin: boolean): string {
  if (twin) return msg(str`${formatPercent(shuffle)} and ${formatPercent(1 - shuffle)} shuffled`);
  return shuffle > 0 ? msg(str`${formatPercent(shuffle)} shuffled`) : msg('true labels');
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-controls': LabControls;
  }
}
