/**
 * A network diagram: layers as blocks, with shape, kernel and parameter count, tinted by a quantity.
 * @fires choose-layer {detail: the layer's number} when a block is clicked
 */
import { css, html, LitElement, nothing, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { formatCount } from '../../charts/format.ts';
import type { PlacedNetwork } from '../../shared/network/layout.ts';
import { shapeText } from '../../shared/network/spec.ts';
import { msg, str } from '../../shared/util/texts.ts';
import {
  blocksAcross,
  drawNetwork,
  kernelText,
  networkSummary,
  type DrawnBlock,
  type Metrics,
} from './network-layout.ts';
import { shared } from '../ui/styles.ts';

/** A layer's latest value as text and as a tint from 0 to 1. */
export interface LayerValue {
  readonly text: string;
  readonly tint: number;
}

const FULL: Metrics = { width: 124, height: 96, across: 20, down: 12 };
const SMALL: Metrics = { width: 66, height: 44, across: 12, down: 6 };
/** Without text. */
const TINY: Metrics = { width: 12, height: 18, across: 5, down: 4 };
/** Maximum number of blocks across with text in the small diagram. */
const FEW_BLOCKS = 6;
const LINE = 15;
/** Number of tint levels from 0 to 1. */
const TINTS = 8;
const tints = Array.from(
  { length: TINTS + 1 },
  (_, i) => css`
    rect.t${i} {
      --tint: ${i};
    }
  `,
);

@customElement('lab-network-drawing')
export class LabNetworkDrawing extends LitElement {
  static override styles = [
    shared,
    css`
      svg {
        display: block;
        margin-inline: auto;
      }
      :host([small]) svg {
        width: 100%;
        height: 100%;
      }
      rect {
        fill: color-mix(in oklab, var(--accent) calc(var(--tint, 0) * 5%), var(--surface-sunk));
        stroke: var(--line-strong);
      }
      .chosen rect {
        stroke: var(--accent);
        stroke-width: 3;
      }
      path,
      circle {
        fill: none;
        stroke: var(--line-strong);
      }
      circle {
        fill: var(--surface);
      }
      text {
        fill: var(--text);
        font-size: 12px;
        text-anchor: middle;
      }
      .name {
        font-weight: 600;
      }
      :host(:not([small])) g {
        cursor: pointer;
      }
    `,
    ...tints,
  ];

  @property({ attribute: false }) network?: PlacedNetwork;
  /** Values of layers that have a name. */
  @property({ attribute: false }) values: ReadonlyMap<string, LayerValue> = new Map();
  /** The number of the chosen layer. */
  @property({ attribute: false }) chosen: number | undefined;
  /** As small as the available space. */
  @property({ type: Boolean, reflect: true }) small = false;

  constructor() {
    super();
    // The diagram is an image; the list beside it does the same for the keyboard.
    this.addEventListener('click', (event) => {
      const block = event.composedPath().find((target) => target instanceof SVGGElement);
      const detail = Number(block?.dataset.number);
      if (detail > 0) this.dispatchEvent(new CustomEvent<number>('choose-layer', { detail }));
    });
  }

  protected override render(): unknown {
    const { network, small } = this;
    if (!network) return null;
    const metrics = small ? (blocksAcross(network) <= FEW_BLOCKS ? SMALL : TINY) : FULL;
    const { width, height, blocks, lines, sums } = drawNetwork(network, metrics);
    const [wide, tall] = [width + 4, height + 4];
    return html`<svg
      role="img"
      aria-label=${networkSummary(network)}
      viewBox="-2 -2 ${wide} ${tall}"
      width=${small ? nothing : wide}
      height=${small ? nothing : tall}
    >
      ${lines.map((line) => svg`<path d=${line}></path>`)}
      ${sums.map(({ x, y }) => svg`<circle cx=${x} cy=${y} r="5"></circle><path d="M${x - 3} ${y}h6M${x} ${y - 3}v6"></path>`)}
      ${blocks.map((block) => this.#block(block, metrics, network))}
    </svg>`;
  }

  #block(block: DrawnBlock, metrics: Metrics, network: PlacedNetwork): unknown {
    const { x, y, layer } = block;
    const value = layer && this.values.get(layer.name);
    const words =
      metrics === FULL ? fullWords(block, network, value) : metrics === SMALL ? smallWords(block, network, value) : [];
    const top = y + metrics.height / 2 - ((words.length - 1) * LINE) / 2 + 4;
    const tint = value && words.length > 0 ? `t${Math.round(value.tint * TINTS)}` : '';
    return svg`<g data-number=${layer?.number ?? 0} class=${layer && layer.number === this.chosen ? 'chosen' : ''}>
      <title>${fullWords(block, network, value).join('\n')}</title>
      <rect x=${x} y=${y} width=${metrics.width} height=${metrics.height} rx="4" class=${tint}></rect>
      ${words.map(
        (text, i) =>
          svg`<text
            x=${x + metrics.width / 2}
            y=${top + i * LINE}
            class=${i === 0 ? 'name' : ''}
            textLength=${text.length * (i === 0 ? BOLD : REGULAR) > metrics.width ? metrics.width - 8 : nothing}
            lengthAdjust="spacingAndGlyphs"
          >${text}</text>`,
      )}
    </g>`;
  }
}

function fullWords({ layer, extras }: DrawnBlock, { input }: PlacedNetwork, value: LayerValue | undefined): string[] {
  if (!layer) return [msg('input'), shapeText(input)];
  const { spec, name, output, parameters } = layer;
  const own = kernelText(spec);
  return [
    shortened(name || spec.kind),
    ...(own === spec.kind ? [] : [own]),
    shapeText(output),
    ...(parameters > 0 ? [msg(str`${formatCount(parameters)} par.`)] : []),
    ...(extras.length > 0 ? [extras.join(' ')] : []),
    ...(value ? [value.text] : []),
  ];
}

function smallWords({ layer }: DrawnBlock, { input }: PlacedNetwork, value: LayerValue | undefined): string[] {
  if (!layer) return [shapeText(input)];
  const { spec } = layer;
  const word =
    spec.kind === 'conv'
      ? `${spec.edge}×${spec.edge}, ${spec.channels}`
      : spec.kind === 'dense'
        ? String(spec.units)
        : spec.kind;
  return value ? [word, value.text] : [word];
}

/** Widths of a character, px: a text that may be wider than its block is squeezed into it. */
const BOLD = 9;
const REGULAR = 7.5;

/** Keeps the end of long names, because it distinguishes them. */
const shortened = (name: string): string => (name.length <= 17 ? name : `…${name.slice(-16)}`);

declare global {
  interface HTMLElementTagNameMap {
    'lab-network-drawing': LabNetworkDrawing;
  }
}
