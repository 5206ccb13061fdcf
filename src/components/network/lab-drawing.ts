/**
 * A small grey image that is drawn with a pointer, or with the keyboard: arrow keys move the pen, Space sets it down or
 * lifts it, Delete clears. @fires drawn {detail: Uint8Array}
 */
import { css, html, LitElement, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { shared } from '../ui/styles.ts';
import { stroke, type Point } from './pen.ts';
import { msg, str } from '../../shared/util/texts.ts';

const MOVES: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

@customElement('lab-drawing')
export class LabDrawing extends LitElement {
  static override styles = [
    shared,
    css`
      .pad {
        position: relative;
        width: 224px;
        touch-action: none;
        cursor: crosshair;
      }
      canvas {
        display: block;
        width: 224px;
        height: 224px;
        image-rendering: pixelated;
        border: 1px solid var(--line-strong);
      }
      svg {
        position: absolute;
        inset: 1px;
        pointer-events: none;
        visibility: hidden;
      }
      .pad:focus-visible svg {
        visibility: visible;
      }
      rect {
        fill: none;
        stroke: var(--shuffled);
        stroke-width: 2;
      }
    `,
  ];

  /** size × size bytes, 0 paper to 255 ink. */
  @property({ attribute: false }) pixels: Uint8Array = new Uint8Array(1);
  @property({ attribute: false }) size = 1;
  @state() private pen: Point = { x: 0, y: 0 };
  @state() private down = false;
  @query('canvas') private canvas?: HTMLCanvasElement;
  /** The pointer's last position while it draws. */
  #last: Point | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('size')) this.pen = { x: Math.floor(this.size / 2), y: Math.floor(this.size / 2) };
  }

  protected override render(): unknown {
    const { size, pen, down } = this;
    const [row, column] = [pen.y + 1, pen.x + 1];
    return html`<div
      class="pad"
      role="application"
      aria-roledescription=${msg('drawing')}
      aria-label=${down ? msg(str`Drawing, row ${row}, column ${column}, pen down`) : msg(str`Drawing, row ${row}, column ${column}, pen up`)}
      aria-describedby="keys"
      tabindex="0"
      @keydown=${this.#key}
      @pointerdown=${this.#begin}
      @pointermove=${this.#move}
      @pointerup=${this.#end}
      @pointercancel=${this.#end}
    >
      <canvas width=${size} height=${size}></canvas>
      <svg viewBox="0 0 ${size} ${size}" aria-hidden="true">
        <rect x=${pen.x} y=${pen.y} width="1" height="1" vector-effect="non-scaling-stroke" />
      </svg>
      <span id="keys" hidden>${msg('Arrow keys move the pen, Space sets it down or lifts it, Delete clears.')}</span>
    </div>`;
  }

  protected override updated(): void {
    const context = this.canvas?.getContext('2d');
    if (!context) return;
    const image = context.createImageData(this.size, this.size);
    this.pixels.forEach((ink, i) => image.data.set([ink, ink, ink, 255], 4 * i));
    context.putImageData(image, 0, 0);
  }

  #draw(from: Point, to: Point): void {
    this.#tell(stroke(this.pixels, this.size, from, to));
  }

  #tell(pixels: Uint8Array): void {
    this.pixels = pixels;
    this.dispatchEvent(new CustomEvent<Uint8Array>('drawn', { detail: pixels }));
  }

  readonly #key = (event: KeyboardEvent): void => {
    const { pen, size } = this;
    const move = MOVES[event.key];
    const middle = (point: Point): Point => ({ x: point.x + 0.5, y: point.y + 0.5 });
    if (move) {
      const within = (value: number): number => Math.min(size - 1, Math.max(0, value));
      this.pen = { x: within(pen.x + move[0]), y: within(pen.y + move[1]) };
      if (this.down) this.#draw(middle(pen), middle(this.pen));
    } else if (event.key === ' ') {
      this.down = !this.down;
      if (this.down) this.#draw(middle(pen), middle(pen));
    } else if (event.key === 'Delete') {
      this.#tell(new Uint8Array(size * size));
    } else return;
    event.preventDefault();
  };

  readonly #begin = (event: PointerEvent): void => {
    if (event.button !== 0 || !(event.currentTarget instanceof HTMLElement)) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    this.#last = this.#pointOf(event);
    this.#draw(this.#last, this.#last);
  };

  readonly #move = (event: PointerEvent): void => {
    if (!this.#last) return;
    const to = this.#pointOf(event);
    this.#draw(this.#last, to);
    this.#last = to;
  };

  readonly #end = (): void => {
    this.#last = undefined;
  };

  #pointOf({ clientX, clientY }: PointerEvent): Point {
    const box = this.canvas?.getBoundingClientRect() ?? new DOMRect(0, 0, 1, 1);
    return {
      x: ((clientX - box.left) / box.width) * this.size,
      y: ((clientY - box.top) / box.height) * this.size,
    };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-drawing': LabDrawing;
  }
}
