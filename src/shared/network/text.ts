/**
 * A network's text form, as the address holds it: layers joined by "-", left to right.
 *
 *   conv5x64s2     convolution: kernel edge 5, 64 channels, stride 2 (1 without "s")
 *   dense384       dense layer; flattens an image
 *   bn lrn         batch normalization, local response normalization
 *   relu gelu tanh activations
 *   pool3s2        3×3 maximum, stride 2; avgpool2s2: mean; avgpool: mean over the whole image
 *   dropout.5      drops each unit with probability .5
 *   flatten        image to vector
 *   cat(a,b)       branches on one input, concatenated along the channels
 *   res(a)         a plus its input; respad(a): the same with zero channels instead of a projection
 */
import type { LayerSpec, Result } from './spec.ts';
import { msg, str } from '../util/texts.ts';

export const MAX_NETWORK_TEXT = 8000;
const MAX_LAYERS = 1000;
const MAX_DEPTH = 8;
const MAX_EDGE = 15;
const MAX_STRIDE = 8;
const MAX_CHANNELS = 4096;

const SIMPLE = new Set(['bn', 'lrn', 'relu', 'gelu', 'tanh', 'flatten']);
const EXAMPLE = 'conv3x16-bn-relu-pool2s2-dense64-relu';

class Unreadable extends Error {}

/** Parses the text of a network. The reason names the layer by its number in the text. */
export function parseLayers(text: string): Result<readonly LayerSpec[]> {
  if (text.length > MAX_NETWORK_TEXT)
    return { ok: false, reason: msg(str`is longer than ${MAX_NETWORK_TEXT} characters`) };
  const reader = new Reader(text);
  try {
    return { ok: true, value: reader.whole() };
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, reason: error.message };
    throw error;
  }
}

class Reader {
  #at = 0;
  #count = 0;

  constructor(readonly text: string) {}

  whole(): LayerSpec[] {
    const layers = this.#list(0);
    if (this.#at < this.text.length) this.#fail(msg(str`has an unexpected “${this.text.charAt(this.#at)}” after`));
    return layers;
  }

  #list(depth: number): LayerSpec[] {
    const layers = [this.#layer(depth)];
    while (this.#took('-')) layers.push(this.#layer(depth));
    return layers;
  }

  #layer(depth: number): LayerSpec {
    this.#count++;
    if (this.#count > MAX_LAYERS) throw new Unreadable(msg(str`has more than ${MAX_LAYERS} layers`));
    const pattern = /[a-z0-9.]*/y;
    pattern.lastIndex = this.#at;
    const [token = ''] = pattern.exec(this.text) ?? [];
    this.#at += token.length;
    if (this.#took('(')) return this.#composite(token, depth + 1);
    return (
      leaf(token) ?? this.#fail(msg(str`is not a network such as ${EXAMPLE}: “${token.slice(0, 40)}” is unknown as`))
    );
  }

  #composite(kind: string, depth: number): LayerSpec {
    if (depth > MAX_DEPTH) throw new Unreadable(msg(str`nests layers more than ${MAX_DEPTH} deep`));
    const branches = [this.#list(depth)];
    while (this.#took(',')) branches.push(this.#list(depth));
    if (!this.#took(')')) this.#fail(msg('has no “)” after'));
    const [body = []] = branches;
    if (kind === 'cat' && branches.length > 1) return { kind, branches };
    if ((kind === 'res' || kind === 'respad') && branches.length === 1) return { kind, body };
    return this.#fail(msg(str`is not a network such as ${EXAMPLE}: “${kind.slice(0, 40)}(…)” is unknown before`));
  }

  #took(character: string): boolean {
    if (this.text.charAt(this.#at) !== character) return false;
    this.#at++;
    return true;
  }

  #fail(what: string): never {
    throw new Unreadable(msg(str`${what} layer ${this.#count}`));
  }
}

function leaf(token: string): LayerSpec | undefined {
  if (SIMPLE.has(token)) return { kind: token as 'bn' };
  if (token === 'avgpool') return { kind: 'globalavgpool' };
  const dropout = /^dropout0?(\.\d{1,6}|0)$/.exec(token);
  if (dropout) return { kind: 'dropout', rate: Number(dropout[1]) };
  const [, kind, first, second, stride] =
    /^(conv|dense|pool|avgpool)(\d{1,4})(?:x(\d{1,4}))?(?:s(\d))?$/.exec(token) ?? [];
  const [a, b, s] = [Number(first), Number(second ?? NaN), Number(stride ?? 1)];
  const [tall, wide] = [a >= 1 && a <= MAX_EDGE, s >= 1 && s <= MAX_STRIDE];
  if (kind === 'conv' && tall && wide && b >= 1 && b <= MAX_CHANNELS) {
    return { kind, edge: a, channels: b, stride: s };
  }
  if (kind === 'dense' && second === undefined && stride === undefined && a >= 1 && a <= MAX_CHANNELS) {
    return { kind, units: a };
  }
  if ((kind === 'pool' || kind === 'avgpool') && second === undefined && tall && wide) {
    return { kind, size: a, stride: s };
  }
  return undefined;
}

/** The text that parses as these layers, except for their names. */
export function formatLayers(layers: readonly LayerSpec[]): string {
  return layers.map(formatLayer).join('-');
}

function formatLayer(layer: LayerSpec): string {
  const strided = (text: string, stride: number): string => (stride === 1 ? text : `${text}s${stride}`);
  switch (layer.kind) {
    case 'conv':
      return strided(`conv${layer.edge}x${layer.channels}`, layer.stride);
    case 'dense':
      return `dense${layer.units}`;
    case 'pool':
    case 'avgpool':
      return strided(`${layer.kind}${layer.size}`, layer.stride);
    case 'globalavgpool':
      return 'avgpool';
    case 'dropout':
      return `dropout${String(layer.rate).replace(/^0\./, '.')}`;
    case 'cat':
      return `cat(${layer.branches.map(formatLayers).join(',')})`;
    case 'res':
    case 'respad':
      return `${layer.kind}(${formatLayers(layer.body)})`;
    default:
      return layer.kind;
  }
}

/** A layer's text, with inner layers elided: `cat(…)`. */
export function layerLabel(layer: LayerSpec): string {
  return 'branches' in layer || 'body' in layer ? `${layer.kind}(…)` : formatLayer(layer);
}
