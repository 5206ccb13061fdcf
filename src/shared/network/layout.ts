/**
 * Infers the shape, name and parameters of each layer from the network text and its input, or says why the network is
 * impossible. The interpreter, the PyTorch export, the diagram and the bench use it.
 */
import { isActivation, isImage, shapeText, sizeOfShape, type LayerSpec, type NetworkSpec } from './spec.ts';
import type { ConvolutionSpec, DenseSpec, ResidualSpec, Result, Shape } from './spec.ts';
import { layerLabel } from './text.ts';
import { msg, str } from '../util/texts.ts';

/** Maximum of trained numbers: 512 MiB of weights, and as much again for each optimizer slot and the gradients. */
const MAX_PARAMETERS = 2 ** 27;
/**
 * Maximum of bytes of a training step's tensors. WebAssembly addresses 4.29 GB; with gaps and scratch memory its heap
 * was measured to take up to 1.53 times as much as its tensors.
 */
const MAX_STEP_BYTES = 2.8e9;
const FLOAT = 4;
/** A trained number's value, momentum, gradient and previous gradient. */
const COPIES = 4;

/** How the input of a residual reaches the sum. */
interface Shortcut {
  readonly kind: 'identity' | 'projection' | 'padding';
  readonly stride: number;
}

export interface PlacedLayer {
  /** Position in the text, from 1; the classifier is last. */
  readonly number: number;
  readonly spec: LayerSpec;
  /** Prefix of its tensors' names; empty if it has none. A norm directly after a kernel has the kernel's name. */
  readonly name: string;
  readonly input: Shape;
  readonly output: Shape;
  /** Trained numbers, without those of inner layers. */
  readonly parameters: number;
  /** A kernel has a bias unless batch normalization follows, whose offset replaces it. */
  readonly bias: boolean;
  /** Branches of `cat`, or the body of a residual; empty for other layers. */
  readonly branches: readonly (readonly PlacedLayer[])[];
  /** Only for residuals. */
  readonly shortcut?: Shortcut;
}

export interface PlacedNetwork {
  readonly input: Shape;
  /** The classifier is the last. */
  readonly layers: readonly PlacedLayer[];
  /** Trained numbers without the scales of batch normalization, the count of Zhang et al. 2017. */
  readonly parameters: number;
  /** All trained numbers. */
  readonly trainable: number;
  /** Activations for one example. */
  readonly activations: number;
  /** Floats that a training step holds for one example: every stored output, and the gradients of one layer. */
  readonly held: number;
}

class Impossible extends Error {}

/**
 * Infers shapes. If a layer is impossible, the reason names the first such layer: its number, its text and both shapes.
 */
export function placeNetwork(network: NetworkSpec, input: Shape, classes: number): Result<PlacedNetwork> {
  const placing = new Placing();
  try {
    const features = placing.list(network.layers, input);
    const last = features.at(-1)?.output ?? input;
    const name = network.classifier ?? placing.nextName('dense');
    const layers = [...features, placing.linear({ kind: 'dense', units: classes, name }, last, undefined)];
    return { ok: true, value: { input, layers, ...totals(layers) } };
  } catch (error) {
    if (error instanceof Impossible) return { ok: false, reason: error.message };
    throw error;
  }
}

/** Why a network is too large for batches of `batch`; undefined if it isn't. */
export function sizeIssue({ trainable, held }: PlacedNetwork, batch: number): string | undefined {
  const millions = (count: number): string => msg(str`${Math.round(count / 1e5) / 10} million`);
  if (trainable > MAX_PARAMETERS) {
    return msg(str`has ${millions(trainable)} parameters; at most ${millions(MAX_PARAMETERS)} are allowed`);
  }
  const bytes = (examples: number): number => FLOAT * (held * examples + COPIES * trainable);
  if (bytes(batch) <= MAX_STEP_BYTES) return undefined;
  const fits = Math.floor((MAX_STEP_BYTES / FLOAT - COPIES * trainable) / held);
  const least = msg(
    str`needs ${gigabytes(bytes(batch))} of memory for a batch of ${batch}; at most ${gigabytes(MAX_STEP_BYTES)} are available`,
  );
  return fits < 1 ? msg(str`${least}, too little for one example`) : msg(str`${least}, enough for a batch of ${fits}`);
}

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(2)} GB`;

/** All layers in text order; inner layers follow the layer that contains them. */
function flatLayers(layers: readonly PlacedLayer[]): PlacedLayer[] {
  return layers.flatMap((layer) => [layer, ...layer.branches.flatMap(flatLayers)]);
}

/** Floats of the outputs that a step stores. A ReLU directly after a kernel or BatchNorm is computed in place. */
function storedOutputs(layers: readonly PlacedLayer[]): number {
  return layers.reduce((sum, { spec, output, branches }, i) => {
    const before = layers[i - 1]?.spec.kind;
    const fused = spec.kind === 'relu' && (before === 'conv' || before === 'dense' || before === 'bn');
    const inner = branches.reduce((total, branch) => total + storedOutputs(branch), 0);
    return sum + inner + (fused ? 0 : sizeOfShape(output));
  }, 0);
}

function totals(layers: readonly PlacedLayer[]): Omit<PlacedNetwork, 'input' | 'layers'> {
  const all = flatLayers(layers);
  const sum = (of: (layer: PlacedLayer) => number): number => all.reduce((total, layer) => total + of(layer), 0);
  const trainable = sum((layer) => layer.parameters);
  const scales = sum(({ spec, parameters }) => (spec.kind === 'bn' ? parameters / 2 : 0));
  const gradients = Math.max(...all.map(({ input, output }) => sizeOfShape(input) + sizeOfShape(output)));
  return {
    parameters: trainable - scales,
    trainable,
    activations: sum(({ output }) => sizeOfShape(output)),
    held: storedOutputs(layers) + gradients,
  };
}

class Placing {
  #number = 0;
  readonly #counts = new Map<string, number>();

  /** `conv1`, `conv2`, … for layers without a name. */
  nextName(kind: string): string {
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    return `${kind}${count}`;
  }

  list(specs: readonly LayerSpec[], input: Shape): PlacedLayer[] {
    const placed: PlacedLayer[] = [];
    specs.forEach((spec, i) => {
      placed.push(this.#place(spec, placed.at(-1)?.output ?? input, specs[i + 1], placed.at(-1)));
    });
    return placed;
  }

  linear(spec: ConvolutionSpec | DenseSpec, input: Shape, next: LayerSpec | undefined): PlacedLayer {
    const number = ++this.#number;
    const name = spec.name ?? this.nextName(spec.kind);
    const bias = next?.kind !== 'bn';
    if (spec.kind === 'dense') {
      const parameters = sizeOfShape(input) * spec.units + (bias ? spec.units : 0);
      return { number, spec, name, input, output: [spec.units], parameters, bias, branches: [] };
    }
    const [height, width, channels] = this.#image(spec, number, input);
    const output: Shape = [Math.ceil(height / spec.stride), Math.ceil(width / spec.stride), spec.channels];
    const parameters = spec.edge ** 2 * channels * spec.channels + (bias ? spec.channels : 0);
    return { number, spec, name, input, output, parameters, bias, branches: [] };
  }

  #place(spec: LayerSpec, input: Shape, next: LayerSpec | undefined, previous: PlacedLayer | undefined): PlacedLayer {
    if (spec.kind === 'conv' || spec.kind === 'dense') return this.linear(spec, input, next);
    const number = ++this.#number;
    const plain = { number, spec, name: '', input, output: input, parameters: 0, bias: false, branches: [] };
    if (isActivation(spec.kind)) return plain;
    switch (spec.kind) {
      case 'bn': {
        const fused = previous?.spec.kind === 'conv' || previous?.spec.kind === 'dense';
        return { ...plain, name: fused ? previous.name : this.nextName('bn'), parameters: 2 * (input.at(-1) ?? 0) };
      }
      case 'lrn':
        this.#image(spec, number, input);
        return plain;
      case 'globalavgpool':
        return { ...plain, output: [this.#image(spec, number, input)[2]] };
      case 'flatten':
        return { ...plain, output: [sizeOfShape(this.#image(spec, number, input))] };
      case 'pool':
      case 'avgpool': {
        const [height, width, channels] = this.#image(spec, number, input);
        return { ...plain, output: [Math.ceil(height / spec.stride), Math.ceil(width / spec.stride), channels] };
      }
      case 'cat':
        return { ...plain, ...this.#concatenation(spec, number, input) };
      case 'res':
      case 'respad':
        return { ...plain, ...this.#residual(spec, number, input) };
      default:
        return plain;
    }
  }

  #concatenation(spec: LayerSpec & { kind: 'cat' }, number: number, input: Shape) {
    const branches = spec.branches.map((branch) => this.list(branch, input));
    const outputs = branches.map((branch) => branch.at(-1)?.output ?? input);
    const first = outputs[0] ?? input;
    for (const [i, other] of outputs.entries()) {
      if (other.slice(0, -1).join() === first.slice(0, -1).join() && other.length === first.length) continue;
      refuse(spec, number, msg(str`joins ${shapeText(first)} of branch 1 and ${shapeText(other)} of branch ${i + 1}`));
    }
    const channels = outputs.reduce((sum, output) => sum + (output.at(-1) ?? 0), 0);
    const output: Shape = isImage(first) ? [first[0], first[1], channels] : [channels];
    return { branches, output };
  }

  #residual(spec: ResidualSpec, number: number, input: Shape) {
    const body = this.list(spec.body, input);
    const output = body.at(-1)?.output ?? input;
    const shortcut = shortcutOf(spec, input, output);
    if (!shortcut) refuse(spec, number, msg(str`cannot add its input, ${shapeText(input)}, to ${shapeText(output)}`));
    const projected = shortcut.kind === 'projection';
    const name = projected ? `${spec.name ?? this.nextName('res')}_projection` : '';
    const parameters = projected ? (input.at(-1) ?? 0) * (output.at(-1) ?? 0) : 0;
    return { branches: [body], output, shortcut, name, parameters };
  }

  #image(spec: LayerSpec, number: number, input: Shape): readonly [number, number, number] {
    if (isImage(input)) return input;
    return refuse(
      spec,
      number,
      msg(str`needs an image, height×width×channels, but gets a vector of ${shapeText(input)}`),
    );
  }
}

function refuse(spec: LayerSpec, number: number, why: string): never {
  throw new Impossible(msg(str`is impossible: layer ${number}, ${layerLabel(spec)}, ${why}`));
}

/** Undefined if no stride maps the input to the output. */
function shortcutOf({ kind }: ResidualSpec, input: Shape, output: Shape): Shortcut | undefined {
  if (input.join() === output.join()) return { kind: 'identity', stride: 1 };
  if (input.length !== output.length) return undefined;
  const stride = isImage(input) && isImage(output) ? strideBetween(input, output) : 1;
  if (stride === undefined) return undefined;
  if (kind === 'res') return { kind: 'projection', stride };
  return (output.at(-1) ?? 0) < (input.at(-1) ?? 0) ? undefined : { kind: 'padding', stride };
}

function strideBetween(input: readonly [number, number, number], output: readonly [number, number, number]) {
  for (let stride = 1; stride <= Math.max(input[0], input[1]); stride++) {
    if (Math.ceil(input[0] / stride) === output[0] && Math.ceil(input[1] / stride) === output[1]) return stride;
  }
  return undefined;
}
