/** A network during editing: layers as texts, their validation, and the undo history. */
import { placeNetwork, sizeIssue, type PlacedLayer, type PlacedNetwork } from '../../shared/network/layout.ts';
import type { LayerSpec, Shape } from '../../shared/network/spec.ts';
import { formatLayers, parseLayers } from '../../shared/network/text.ts';
import type { RunParams } from '../../shared/run/run-params.ts';
import { msg, str } from '../../shared/util/texts.ts';

/** The options of `Add`, as layer texts. */
export const NEW_LAYERS = [
  'conv3x16',
  'bn',
  'relu',
  'gelu',
  'tanh',
  'pool2s2',
  'avgpool2s2',
  'avgpool',
  'lrn',
  'dense64',
  'dropout.5',
  'flatten',
  'cat(conv1x16,conv3x16)',
  'res(conv3x16)',
  'respad(conv3x16)',
] as const;

/** Where a network is used: its input, classes and batch. */
export interface NetworkUse {
  readonly input: Shape;
  readonly classes: number;
  readonly batch: number;
}

export interface DraftLayer {
  readonly text: string;
  /** Undefined if the text isn't exactly one layer. */
  readonly spec: LayerSpec | undefined;
  /** Undefined from the first impossible layer on. */
  readonly placed: PlacedLayer | undefined;
  /** Why the network is impossible at this layer, as a sentence. */
  readonly problem: string | undefined;
}

export interface CheckedDraft {
  readonly layers: readonly DraftLayer[];
  /** Undefined if the network is impossible. */
  readonly placed: PlacedNetwork | undefined;
  /** A problem of the whole network. */
  readonly problem: string | undefined;
}

const sentence = (reason: string): string => msg(str`This network ${reason}.`);

/** The texts of a network's layers. */
export const textsOf = (layers: readonly LayerSpec[]): string[] => layers.map((layer) => formatLayers([layer]));

/** Finds the first layer that can't be parsed or built, or a problem of the whole network. */
export function checkDraft(texts: readonly string[], { input, classes, batch }: NetworkUse): CheckedDraft {
  const specs = texts.map((text) => {
    const read = parseLayers(text);
    return read.ok && read.value.length === 1 ? read.value[0] : undefined;
  });
  const parsed = parseLayers(texts.join('-'));
  const readable = specs.findIndex((spec) => spec === undefined);
  const sound = specs.slice(0, readable < 0 ? specs.length : readable).filter((spec) => spec !== undefined);
  // Finds the longest buildable prefix; the next layer is the impossible one.
  let count = sound.length;
  let placed = placeNetwork({ layers: sound }, input, classes);
  const reason = placed.ok ? undefined : placed.reason;
  while (!placed.ok && count > 0) placed = placeNetwork({ layers: sound.slice(0, --count) }, input, classes);
  const first = placed.ok ? placed.value.layers : [];
  const issue = reason ?? (parsed.ok ? undefined : parsed.reason);
  const layers = texts.map((text, i) => ({
    text,
    spec: specs[i],
    placed: i < count ? first[i] : undefined,
    problem: i === count && issue !== undefined ? sentence(issue) : undefined,
  }));
  const whole = issue === undefined && placed.ok ? placed.value : undefined;
  const large = whole && sizeIssue(whole, batch);
  const missing = texts.length === 0 ? msg('needs a layer before its classifier') : undefined;
  const problem = missing ?? large;
  return {
    layers,
    placed: problem === undefined ? whole : undefined,
    problem: problem === undefined ? undefined : sentence(problem),
  };
}

/** The numbers of a layer, by name: a convolution's edge, channels and stride. */
export function numbersOf(spec: LayerSpec): readonly (readonly [string, number])[] {
  return Object.entries(spec).filter((entry): entry is [string, number] => typeof entry[1] === 'number');
}

/** The layer's text with one number changed; doesn't parse if the number isn't allowed. */
export function withNumber(spec: LayerSpec, name: string, value: string): string {
  return formatLayers([{ ...spec, [name]: value === '' ? '?' : value }]);
}

/** The layers with the one at `from` moved to `to`. */
export function moved(texts: readonly string[], from: number, to: number): string[] {
  const others = texts.filter((_, i) => i !== from);
  return [...others.slice(0, to), ...texts.slice(from, from + 1), ...others.slice(to)];
}

/** Replaces the layer at `index` with a text, which may parse as several layers. */
export function replaced(texts: readonly string[], index: number, text: string): string[] {
  const read = parseLayers(text);
  const put = read.ok ? textsOf(read.value) : [text];
  return [...texts.slice(0, index), ...put, ...texts.slice(index + 1)];
}

/** A state of the editor. */
export interface DraftState {
  readonly texts: readonly string[];
  /** The settings that give this network; undefined if it can't be built. */
  readonly settings: Pick<RunParams, 'model' | 'width' | 'norm'> | undefined;
}

/** The states before and after the current one. */
export class DraftHistory {
  #past: readonly DraftState[] = [];
  #future: readonly DraftState[] = [];

  constructor(public present: DraftState) {}

  get canUndo(): boolean {
    return this.#past.length > 0;
  }
  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  push(state: DraftState): void {
    this.#past = [...this.#past, this.present];
    this.#future = [];
    this.present = state;
  }

  undo(): void {
    const last = this.#past.at(-1);
    if (!last) return;
    this.#past = this.#past.slice(0, -1);
    this.#future = [this.present, ...this.#future];
    this.present = last;
  }

  redo(): void {
    const [next, ...others] = this.#future;
    if (!next) return;
    this.#past = [...this.#past, this.present];
    this.#future = others;
    this.present = next;
  }
}
