import { strFromU8, strToU8 } from 'fflate';
import { expect, it } from 'vitest';
import { filesBeside } from './outputs.ts';

it('writes a report’s pictures next to it', () => {
  const svg = '<svg>‖w‖</svg>';
  const markdown = '# A\n\n![Weight norm](weight-norm.svg)\n\nText\n';
  const placed = filesBeside({ 'report.md': strToU8(markdown), 'weight-norm.svg': strToU8(svg) }, 'out/my report.md');
  expect(Object.entries(placed).map(([path, bytes]) => [path, strFromU8(bytes)])).toEqual([
    ['out/my report.md', '# A\n\n![Weight norm](my%20report-weight-norm.svg)\n\nText\n'],
    ['out/my report-weight-norm.svg', svg],
  ]);
});
