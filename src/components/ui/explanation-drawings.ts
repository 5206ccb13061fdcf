/** Small drawings of quantities, for their explanations. */
import { svg, type TemplateResult } from 'lit';
import type { ExplanationKey } from '../../shared/glossary/explanations.ts';

/** `accent` is the quantity itself, `soft` its reference, `other` the second of two. */
type Stroke = 'accent' | 'soft' | 'other';
type Piece = readonly [stroke: Stroke, path: string];

/** An arrow between two points of a drawing 120 wide and 44 high. */
function arrow(x: number, y: number, toX: number, toY: number): string {
  const angle = Math.atan2(toY - y, toX - x);
  const barb = (turn: number): string =>
    `${(toX - 6 * Math.cos(angle + turn)).toFixed(1)} ${(toY - 6 * Math.sin(angle + turn)).toFixed(1)}`;
  return `M${x} ${y}L${toX} ${toY}M${barb(0.5)}L${toX} ${toY}L${barb(-0.5)}`;
}

/** Arrows of one length from a point, at these angles in degrees, counted up from the right. */
function fan(x: number, y: number, length: number, ...angles: readonly number[]): string {
  return angles
    .map((degrees) => {
      const angle = (degrees * Math.PI) / 180;
      return arrow(x, y, Math.round(x + length * Math.cos(angle)), Math.round(y - length * Math.sin(angle)));
    })
    .join('');
}

const AXES = 'M6 4V40H116';
const RISE = 'M6 38C24 12 50 8 116 7';
const RISE_LESS = 'M6 38C26 22 52 20 116 20';

const LOSS: readonly Piece[] = [
  ['soft', `${AXES}M6 10H116`],
  ['accent', 'M6 10C24 12 34 32 116 37'],
];
const ACCURACY: readonly Piece[] = [
  ['soft', AXES],
  ['accent', RISE],
];
const BOTH_ACCURACIES: readonly Piece[] = [...ACCURACY, ['other', RISE_LESS]];
const CROSSING: readonly Piece[] = [
  ['soft', AXES],
  ['accent', 'M6 38C26 4 40 6 60 20S96 38 116 38'],
  ['other', 'M6 39C50 38 60 34 76 20S100 8 116 7'],
];
const AGREE: readonly Piece[] = [
  ['accent', fan(8, 34, 36, 40, 30, 20, 10)],
  ['other', fan(90, 22, 18, 10, 80, 155, 230, 300)],
];

const DRAWINGS: Partial<Readonly<Record<ExplanationKey, readonly Piece[]>>> = {
  loss: LOSS,
  trainLoss: LOSS,
  accuracy: ACCURACY,
  trainAccuracy: ACCURACY,
  testAccuracy: BOTH_ACCURACIES,
  gap: [...BOTH_ACCURACIES, ['soft', 'M104 9V18M101 9H107M101 18H107']],
  corruptedGiven: CROSSING,
  corruptedTrue: CROSSING,
  coherence: AGREE,
  coherenceAlpha: AGREE,
  gradientDiversity: AGREE,
  stiffnessWithin: [['accent', fan(20, 36, 40, 50, 25)]],
  stiffnessBetween: [['other', fan(60, 38, 38, 150, 30)]],
  exampleAlignment: [
    ['soft', arrow(14, 36, 92, 24)],
    ['accent', arrow(14, 36, 60, 8)],
  ],
  signal: [
    ['soft', fan(14, 30, 34, 65, 40, 10, -15)],
    ['accent', arrow(14, 30, 100, 16)],
  ],
  noise: [
    ['accent', fan(14, 24, 38, 45, 22, -20, -40)],
    ['soft', arrow(14, 24, 100, 22)],
  ],
  tpm: [
    ['soft', arrow(8, 38, 112, 12)],
    ['accent', 'M8 38L22 14L40 32L52 8L70 28L88 6L112 12'],
  ],
  gradientNorm: [
    ['soft', 'M6 6C40 12 50 40 116 40'],
    ['accent', arrow(24, 10, 54, 31)],
  ],
  weightNorm: [
    ['soft', 'M8 40H116M8 40V4'],
    ['accent', arrow(8, 40, 96, 10)],
  ],
  updateRatio: [
    ['soft', arrow(8, 40, 88, 12)],
    ['accent', arrow(88, 12, 108, 20)],
  ],
  successiveCosine: [
    ['soft', arrow(8, 38, 60, 24)],
    ['accent', arrow(60, 24, 100, 4)],
  ],
  decayAlignment: [
    ['soft', 'M12 20V38H30M12 38h.1'],
    ['soft', arrow(104, 8, 16, 36)],
    ['accent', arrow(104, 8, 50, 14)],
  ],
  margin: [
    ['soft', 'M20 40V30M44 40V18M92 40V26M6 40H116'],
    ['accent', 'M68 40V6M76 6V18M73 6H79M73 18H79'],
  ],
};

/** undefined if the words suffice. */
export function drawingOf(of: ExplanationKey): TemplateResult | undefined {
  const pieces = DRAWINGS[of];
  return (
    pieces &&
    svg`<svg class="drawing" viewBox="0 0 120 44" aria-hidden="true">${pieces.map(
      ([stroke, path]) => svg`<path class=${stroke} d=${path} />`,
    )}</svg>`
  );
}
