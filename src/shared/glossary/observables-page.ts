/** Writes docs/observables.md from the explanations: Markdown with LaTeX formulas. */
import { explainedIn, EXPLANATIONS, rangeText, TPM_ORIGIN, type Explanation, type Family } from './explanations.ts';
import { FAMILIES } from '../explanations/explanation.ts';

const HEADINGS: Readonly<Record<Family, string>> = {
  step: 'At every step',
  window: 'Over a window of steps',
  probe: 'At a probe',
  evaluation: 'At an evaluation',
  demand: 'On demand',
  count: 'Counted',
  setting: 'Chosen',
};

const INTRODUCTION = `# What the lab measures

<!-- Written by scripts/docs.mjs from src/shared/explanations/: change the text there. -->

For every quantity: formula, range, how the lab measures it, what it is known to show, and its source. The page shows the same texts. “–” means “not defined”; files have \`null\`; it is never shown as 0.

Layer weights are kernels, of dense layers and convolutions. Biases and BatchNorm’s scales and offsets are trained but are in no layer’s norm, path or coherence, and weight decay does not act on them.`;

/** The whole page; ends with a line break. */
export function observablesPage(): string {
  const parts = [INTRODUCTION];
  for (const family of FAMILIES) {
    parts.push(`## ${HEADINGS[family]}`, ...explainedIn(family).map((key) => section(EXPLANATIONS[key])));
    if (family === 'window') parts.push('### Where TPM comes from', ...TPM_ORIGIN);
  }
  return `${parts.join('\n\n')}\n`;
}

function section(explanation: Explanation): string {
  const { name, what, latex, undefinedWhen, measured, shows, sources } = explanation;
  const lines = [
    `- **Range:** ${rangeText(explanation)}${undefinedWhen === '' ? '' : `; “–” when ${undefinedWhen}`}`,
    `- **Measured:** ${measured}`,
    `- **Shows:** ${shows}`,
  ];
  if (sources.length > 0) {
    const cited = sources.map(({ label, title, href }) => `${label}, [${title}](${href})`);
    lines.push(`- **Source:** ${cited.join('; ')}`);
  }
  return [`### ${name}`, what, `\`\`\`math\n${latex}\n\`\`\``, lines.join('\n')].join('\n\n');
}
