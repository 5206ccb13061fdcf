/** Layout of a network diagram: blocks from left to right, branches above each other, shortcuts above them. */
import { isActivation, shapeText, type LayerSpec } from '../../shared/network/spec.ts';
import type { PlacedLayer, PlacedNetwork } from '../../shared/network/layout.ts';
import { layerLabel } from '../../shared/network/text.ts';
import { LANGUAGE, msg, str } from '../../shared/util/texts.ts';

/** A layer and the layers after it that keep the shape: normalization, activation, dropout. */
interface BlockNode {
  readonly kind: 'block';
  /** Undefined for the input. */
  readonly layer: PlacedLayer | undefined;
  readonly extras: readonly string[];
}
interface RowsNode {
  readonly kind: 'branches' | 'residual';
  readonly rows: readonly (readonly Node[])[];
}
type Node = BlockNode | RowsNode;

export interface DrawnBlock {
  readonly x: number;
  readonly y: number;
  readonly layer: PlacedLayer | undefined;
  readonly extras: readonly string[];
}

/** All lengths are in units of the diagram. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly blocks: readonly DrawnBlock[];
  /** SVG paths of the connections. */
  readonly lines: readonly string[];
  /** Centres of the sums at the end of residuals. */
  readonly sums: readonly { readonly x: number; readonly y: number }[];
}

export interface Metrics {
  readonly width: number;
  readonly height: number;
  /** Between neighbours, and at forks. */
  readonly across: number;
  readonly down: number;
}

export function drawNetwork({ layers }: PlacedNetwork, metrics: Metrics): Drawing {
  const input: Node = { kind: 'block', layer: undefined, extras: [] };
  const nodes = [input, ...nodesOf(layers)];
  const pen = new Pen(metrics);
  const { width, height } = pen.sizeOf(nodes);
  pen.row(nodes, 0, height / 2);
  return { width, height, ...pen.drawn };
}

/** Number of consecutive blocks of the whole diagram, counting parallel branches once. */
export function blocksAcross({ layers }: PlacedNetwork): number {
  const across = (nodes: readonly Node[]): number =>
    nodes.reduce((sum, node) => sum + (node.kind === 'block' ? 1 : Math.max(...node.rows.map(across))), 0);
  return 1 + across(nodesOf(layers));
}

/** The kernel's numbers in short: "3×3, 96 channels, stride 2". */
export function kernelText(spec: LayerSpec): string {
  const strided = (text: string, stride: number): string => (stride === 1 ? text : msg(str`${text}, stride ${stride}`));
  switch (spec.kind) {
    case 'conv':
      return strided(msg(str`${spec.edge}×${spec.edge}, ${spec.channels} channels`), spec.stride);
    case 'dense':
      return msg(str`${spec.units} units`);
    case 'pool':
    case 'avgpool':
      return strided(
        spec.kind === 'pool' ? msg(str`${spec.size}×${spec.size} maximum`) : msg(str`${spec.size}×${spec.size} mean`),
        spec.stride,
      );
    case 'globalavgpool':
      return msg('mean of the image');
    default:
      return layerLabel(spec);
  }
}

/** The diagram as one sentence, for screen readers. */
export function networkSummary({ input, layers, parameters }: PlacedNetwork): string {
  const parts = nodesOf(layers).map(nodeText);
  return msg(
    str`Network: input ${shapeText(input)}, then ${parts.join(', ')}; ${parameters.toLocaleString(LANGUAGE)} parameters`,
  );
}

function nodeText(node: Node): string {
  if (node.kind === 'block') {
    const { layer, extras } = node;
    return [layer ? layerLabel(layer.spec) : msg('input'), ...extras].join(' ');
  }
  const rows = node.rows.map((row) => row.map(nodeText).join(' '));
  return node.kind === 'branches' ? msg(str`branches (${rows.join(' | ')})`) : msg(str`residual (${rows.join('')})`);
}

const changesNoShape = ({ spec: { kind } }: PlacedLayer): boolean =>
  isActivation(kind) || kind === 'bn' || kind === 'dropout' || kind === 'lrn';

function nodesOf(layers: readonly PlacedLayer[]): Node[] {
  const nodes: Node[] = [];
  for (const layer of layers) {
    const { kind } = layer.spec;
    const last = nodes.at(-1);
    if (kind === 'cat') nodes.push({ kind: 'branches', rows: layer.branches.map(nodesOf) });
    else if (kind === 'res' || kind === 'respad') nodes.push({ kind: 'residual', rows: layer.branches.map(nodesOf) });
    else if (changesNoShape(layer) && last?.kind === 'block') {
      nodes[nodes.length - 1] = { ...last, extras: [...last.extras, layerLabel(layer.spec)] };
    } else nodes.push({ kind: 'block', layer, extras: [] });
  }
  return nodes;
}

class Pen {
  readonly drawn: { blocks: DrawnBlock[]; lines: string[]; sums: { x: number; y: number }[] } = {
    blocks: [],
    lines: [],
    sums: [],
  };

  constructor(readonly metrics: Metrics) {}

  sizeOf(nodes: readonly Node[]): { readonly width: number; readonly height: number } {
    const { across } = this.metrics;
    const sizes = nodes.map((node) => this.#size(node));
    const width = sizes.reduce((sum, size) => sum + size.width, 0) + across * Math.max(0, nodes.length - 1);
    return { width, height: Math.max(0, ...sizes.map(({ height }) => height)) };
  }

  #size(node: Node): { readonly width: number; readonly height: number } {
    const { width, height, across, down } = this.metrics;
    if (node.kind === 'block') return { width, height };
    const rows = node.rows.map((row) => this.sizeOf(row));
    const tall = rows.reduce((sum, row) => sum + row.height, 0) + down * (rows.length - 1);
    // A shortcut is above its body. The same space below keeps the body centred.
    const over = node.kind === 'residual' ? 2 * down : 0;
    return { width: Math.max(...rows.map((row) => row.width)) + 2 * across, height: tall + over };
  }

  /** Lays out the nodes from `x` on, centred on the line at `y`. Returns their end. */
  row(nodes: readonly Node[], x: number, y: number): number {
    const { across } = this.metrics;
    let at = x;
    nodes.forEach((node, i) => {
      if (i > 0) {
        this.drawn.lines.push(`M${at} ${y}h${across}`);
        at += across;
      }
      at = this.#node(node, at, y);
    });
    return at;
  }

  #node(node: Node, x: number, y: number): number {
    if (node.kind === 'block') {
      this.drawn.blocks.push({ x, y: y - this.metrics.height / 2, layer: node.layer, extras: node.extras });
      return x + this.metrics.width;
    }
    const { width, height } = this.#size(node);
    const { across, down } = this.metrics;
    const end = x + width;
    let top = y - height / 2 + (node.kind === 'residual' ? down : 0);
    for (const row of node.rows) {
      const size = this.sizeOf(row);
      const middle = top + size.height / 2;
      this.drawn.lines.push(this.#curve(x, y, x + across, middle));
      const stop = this.row(row, x + across, middle);
      this.drawn.lines.push(`M${stop} ${middle}H${end - across}`, this.#curve(end - across, middle, end, y));
      top += size.height + down;
    }
    if (node.kind === 'residual') {
      const over = y - height / 2 + down / 2;
      this.drawn.lines.push(`M${x} ${y}C${x} ${over} ${x} ${over} ${x + across} ${over}H${end - across}
        C${end} ${over} ${end} ${over} ${end} ${y}`);
      this.drawn.sums.push({ x: end, y });
    }
    return end;
  }

  #curve(x: number, y: number, toX: number, toY: number): string {
    const middle = (x + toX) / 2;
    return `M${x} ${y}C${middle} ${y} ${middle} ${toY} ${toX} ${toY}`;
  }
}
