import { expect, it } from 'vitest';
import { splitPictures } from './outputs.ts';

it('puts a report’s pictures beside it', () => {
  const svg = '<svg>‖w‖</svg>';
  const data = Buffer.from(svg).toString('base64');
  const markdown = `# A\n\n![Weight norm](data:image/svg+xml;base64,${data})\n\nText\n`;
  expect(splitPictures(markdown, 'my report')).toEqual({
    markdown: '# A\n\n![Weight norm](my%20report-weight-norm.svg)\n\nText\n',
    pictures: [{ name: 'my report-weight-norm.svg', svg }],
  });
});
