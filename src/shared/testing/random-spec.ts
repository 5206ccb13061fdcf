/**
 * Random networks for property tests: valid ones with every kind of layer, and invalid ones with a known first
 * impossible layer.
 */
import { placeNetwork } from '../network/layout.ts';
import { isImage, sizeOfShape, type LayerSpec, type Shape } from '../network/spec.ts';

/** The methods of a generator that a random network needs; `RandomStream` has both. */
export interface Draws {
  /** In [0, 1). */
  uniform(): number;
  /** An integer in [0, bound). */
  integer(bound: number): number;
}

/** Small enough that a step on the cpu backend takes milliseconds. */
const MOST_CHANNELS = 6;
const MOST_DEPTH = 2;
/** Maximum length of a vector that gets a square kernel. */
const WIDEST_SQUARE = 64;

/** A valid network of one to about a dozen layers for images of shape `input`, with small kernels and few channels. */
export function randomSpec(draws: Draws, input: Shape): LayerSpec[] {
  return new Generator(draws).list(input, 1 + draws.integer(6), 0);
}

/** A network that is impossible for images of shape `input`, and the number of its first impossible layer. */
export function randomInvalidSpec(draws: Draws, input: Shape): { layers: LayerSpec[]; number: number } {
  const generator = new Generator(draws);
  const before = generator.list(input, draws.integer(4), 1);
  const number = layersIn(before) + 1;
  const shape = outputOf(before, input);
  const layers = [...before, ...generator.impossible(shape)];
  const impossible = isImage(shape) && layers.length === before.length + 2 ? number + 1 : number;
  if (draws.integer(3) > 0) return { layers, number: impossible };
  // The same inside another layer, which precedes it in the text.
  const around: LayerSpec =
    draws.integer(2) === 0 ? { kind: 'res', body: layers } : { kind: 'cat', branches: [layers, [{ kind: 'bn' }]] };
  return { layers: [around], number: impossible + 1 };
}

/** The output shape of `layers`. Throws if they are impossible. */
function outputOf(layers: readonly LayerSpec[], input: Shape): Shape {
  const placed = placeNetwork({ layers }, input, 2);
  if (!placed.ok) throw new Error(`The network ${placed.reason}.`);
  return placed.value.layers.at(-1)?.input ?? input;
}

function layersIn(layers: readonly LayerSpec[]): number {
  return layers.reduce((sum, layer) => {
    const inner = 'branches' in layer ? layer.branches : 'body' in layer ? [layer.body] : [];
    return sum + 1 + inner.reduce((total, branch) => total + layersIn(branch), 0);
  }, 0);
}

class Generator {
  constructor(readonly draws: Draws) {}

  /** Consecutive layers, each valid for the shape that it gets. */
  list(input: Shape, length: number, depth: number): LayerSpec[] {
    const layers: LayerSpec[] = [];
    let shape = input;
    for (let i = 0; i < length; i++) {
      const layer = isImage(shape) ? this.#onImage(shape, depth) : this.#onVector(shape, depth);
      layers.push(layer);
      shape = outputOf([layer], shape);
    }
    return layers;
  }

  /** A layer that is impossible for this shape, or a flattening and a layer that needs an image. */
  impossible(shape: Shape): LayerSpec[] {
    const needsImage = this.#pick<() => LayerSpec>([
      () => this.#convolution(1),
      () => this.#pool(2),
      () => ({ kind: 'lrn' }),
      () => ({ kind: 'globalavgpool' }),
      () => ({ kind: 'flatten' }),
    ])();
    if (!isImage(shape)) return [needsImage];
    const units = 1 + this.draws.integer(8);
    return this.#pick<() => LayerSpec[]>([
      () => [{ kind: 'flatten' }, needsImage],
      () => [{ kind: 'res', body: [{ kind: 'dense', units }] }],
      () => [{ kind: 'cat', branches: [[{ kind: 'bn' }], [{ kind: 'dense', units }]] }],
    ])();
  }

  #pick<T>(options: readonly T[]): T {
    return options[this.draws.integer(options.length)] as T;
  }

  #convolution(stride: number): LayerSpec {
    return { kind: 'conv', edge: this.#pick([1, 2, 3, 5]), channels: 1 + this.draws.integer(MOST_CHANNELS), stride };
  }

  #pool(stride: number): LayerSpec {
    return { kind: this.#pick(['pool', 'avgpool'] as const), size: this.#pick([1, 2, 3]), stride };
  }

  #dropout(): LayerSpec {
    return { kind: 'dropout', rate: Math.round(this.draws.uniform() * 0.6 * 1e6) / 1e6 };
  }

  /** A layer that keeps the shape. */
  #pointwise(shape: Shape): LayerSpec {
    const kinds = ['bn', 'relu', 'gelu', 'tanh', 'dropout', ...(isImage(shape) ? (['lrn'] as const) : [])] as const;
    const kind = this.#pick(kinds);
    return kind === 'dropout' ? this.#dropout() : { kind };
  }

  #onImage(shape: readonly [number, number, number], depth: number): LayerSpec {
    const stride = Math.min(shape[0], this.#pick([1, 1, 2, 3]));
    const options: (() => LayerSpec)[] = [
      () => this.#convolution(stride),
      () => this.#convolution(stride),
      () => this.#pool(stride),
      () => this.#pointwise(shape),
      () => this.#pointwise(shape),
      () => this.#pick<LayerSpec>([{ kind: 'globalavgpool' }, { kind: 'flatten' }, this.#dense()]),
    ];
    if (depth < MOST_DEPTH) {
      options.push(
        () => ({ kind: 'res', body: this.#body(shape, stride, depth + 1) }),
        () => this.#padded(shape, stride, depth + 1),
        () => ({ kind: 'cat', branches: this.#branches(() => this.#body(shape, stride, depth + 1)) }),
        () => ({
          kind: 'cat',
          branches: this.#branches(() => [
            ...this.#body(shape, 1, depth + 1),
            this.#pick([{ kind: 'flatten' }, this.#dense()]),
          ]),
        }),
      );
    }
    return this.#pick(options)();
  }

  #onVector(shape: Shape, depth: number): LayerSpec {
    const options: (() => LayerSpec)[] = [() => this.#dense(), () => this.#dense(), () => this.#pointwise(shape)];
    if (depth < MOST_DEPTH) {
      const body = (): LayerSpec[] => this.list(shape, 1 + this.draws.integer(3), depth + 1);
      options.push(
        () => ({ kind: 'res', body: body() }),
        () => ({ kind: 'cat', branches: this.#branches(body) }),
      );
      const size = sizeOfShape(shape);
      if (size <= WIDEST_SQUARE) {
        options.push(() => ({ kind: 'respad', body: [{ kind: 'dense', units: size + this.draws.integer(4) }] }));
      }
    }
    return this.#pick(options)();
  }

  #dense(): LayerSpec {
    return { kind: 'dense', units: 1 + this.draws.integer(12) };
  }

  /** Layers of which exactly one has a stride, so that an image stays an image. */
  #body(shape: Shape, stride: number, depth: number): LayerSpec[] {
    const strided = this.#pick([() => this.#convolution(stride), () => this.#pool(stride)])();
    const middle = outputOf([strided], shape);
    const layers = [strided];
    if (depth < MOST_DEPTH && this.draws.integer(3) === 0) layers.push({ kind: 'res', body: [this.#convolution(1)] });
    while (this.draws.integer(2) === 0) layers.push(this.#pointwise(middle));
    return layers;
  }

  /** The body has at least as many channels as the input. */
  #padded(shape: readonly [number, number, number], stride: number, depth: number): LayerSpec {
    const channels = shape[2] + this.draws.integer(3);
    const body = [...this.#body(shape, stride, depth), { kind: 'conv', edge: 1, channels, stride: 1 } as const];
    return { kind: 'respad', body };
  }

  #branches(branch: () => LayerSpec[]): LayerSpec[][] {
    return Array.from({ length: 2 + this.draws.integer(2) }, branch);
  }
}
