/** One small grey or colour image from bytes, with its text alternative. */
import { css, html, LitElement, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { shared } from './styles.ts';

@customElement('lab-thumbnail')
export class LabThumbnail extends LitElement {
  static override styles = [
    shared,
    css`
      canvas {
        display: block;
        width: var(--thumbnail, 56px);
        height: var(--thumbnail, 56px);
        image-rendering: pixelated;
      }
    `,
  ];

  /** size × size × channels bytes, channels last. */
  @property({ attribute: false }) pixels?: Uint8Array;
  @property({ attribute: false }) size = 1;
  @property({ attribute: false }) channels = 1;
  @property() label = '';
  @query('canvas') private canvas?: HTMLCanvasElement;

  protected override render(): unknown {
    return html`<canvas role="img" aria-label=${this.label} width=${this.size} height=${this.size}></canvas>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('pixels') || changed.has('size') || changed.has('channels')) this.#draw();
  }

  #draw(): void {
    const { pixels, size, channels } = this;
    const context = this.canvas?.getContext('2d');
    if (!context) return;
    if (!pixels) {
      context.clearRect(0, 0, size, size);
      return;
    }
    const image = context.createImageData(size, size);
    for (let i = 0; i < size * size; i++) {
      // A grey image uses its one channel for all three.
      for (let color = 0; color < 3; color++) {
        image.data[4 * i + color] = pixels[i * channels + Math.min(color, channels - 1)] ?? 0;
      }
      image.data[4 * i + 3] = 255;
    }
    context.putImageData(image, 0, 0);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-thumbnail': LabThumbnail;
  }
}
