/** A report as a list of blocks of plain text, and its two forms: Markdown and a page for print. Knows no run. */
import { escapeMarkup } from './text.ts';

export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | {
      readonly kind: 'table';
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
      /** How many columns, from the left, hold words; one unless told. */ readonly words?: number;
    }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'picture'; readonly title: string; readonly svg: string };

/** An SVG picture as an address that holds it whole. */
export function svgUri(svg: string): string {
  const bytes = new TextEncoder().encode(svg);
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return `data:image/svg+xml;base64,${btoa(binary)}`;
}

/** What Markdown would read as markup is escaped; an underscore within a word is not markup. */
const escapeMarkdown = (text: string): string =>
  text.replace(/[\\`*[\]<>|#]|(?<!\w)_|_(?!\w)/g, '\\$&').replaceAll(/\s+/g, ' ');

/** GitHub-flavoured Markdown; `pictureAddress` says where each picture lies. */
export function blocksToMarkdown(
  blocks: readonly Block[],
  pictureAddress: (title: string, svg: string) => string,
): string {
  return blocks.map((block) => `${markdown(block, pictureAddress)}\n`).join('\n');
}

function markdown(block: Block, pictureAddress: (title: string, svg: string) => string): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${escapeMarkdown(block.text)}`;
    case 'paragraph':
      return escapeMarkdown(block.text);
    case 'list':
      return block.items.map((item) => `- ${escapeMarkdown(item)}`).join('\n');
    case 'table': {
      const line = (cells: readonly string[]): string => `| ${cells.map(escapeMarkdown).join(' | ')} |`;
      const rule = `| ${block.head.map((_, column) => (column < (block.words ?? 1) ? '---' : '---:')).join(' | ')} |`;
      return [line(block.head), rule, ...block.rows.map(line)].join('\n');
    }
    case 'code':
      return `\`\`\`text\n${block.text.replaceAll('```', '')}\n\`\`\``;
    case 'picture':
      return `![${escapeMarkdown(block.title)}](${pictureAddress(block.title, block.svg)})`;
  }
}

const STYLE = `
body { font: 15px/1.45 system-ui, sans-serif; color: #1f2328; max-width: 820px; margin: 32px auto; padding: 0 16px; }
h1 { font-size: 24px; } h2 { font-size: 18px; margin-top: 28px; } h3 { font-size: 15px; }
table { border-collapse: collapse; font-size: 13px; font-variant-numeric: tabular-nums; }
th, td { padding: 3px 10px; border-bottom: 1px solid #d5d9de; text-align: right; }
th.words, td.words { text-align: left; }
img { display: block; max-width: 100%; margin: 12px 0; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #f4f5f6; padding: 8px 12px; }
@page { margin: 16mm; }
@media print {
  body { font-size: 10.5pt; max-width: none; margin: 0; padding: 0; }
  h1, h2, h3 { break-after: avoid; }
  img, table, pre { break-inside: avoid; }
  pre { background: none; border: 1px solid #d5d9de; }
}`;

/** A whole page that prints well; it holds its pictures and asks for nothing. */
export function blocksToHtml(title: string, blocks: readonly Block[]): string {
  return (
    `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>${escapeMarkup(title)}</title>` +
    `<style>${STYLE}\n</style></head>\n<body>\n${blocks.map(html).join('\n')}\n</body></html>\n`
  );
}

function html(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level}>${escapeMarkup(block.text)}</h${block.level}>`;
    case 'paragraph':
      return `<p>${escapeMarkup(block.text)}</p>`;
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${escapeMarkup(item)}</li>`).join('')}</ul>`;
    case 'table': {
      const row = (cells: readonly string[], tag: 'th' | 'td'): string =>
        `<tr>${cells.map((cell, column) => `<${tag}${column < (block.words ?? 1) ? ' class="words"' : ''}>${escapeMarkup(cell)}</${tag}>`).join('')}</tr>`;
      return `<table><thead>${row(block.head, 'th')}</thead><tbody>${block.rows.map((cells) => row(cells, 'td')).join('')}</tbody></table>`;
    }
    case 'code':
      return `<pre>${escapeMarkup(block.text)}</pre>`;
    case 'picture':
      return `<img alt="${escapeMarkup(block.title).replaceAll('"', '&quot;')}" src="${svgUri(block.svg)}">`;
  }
}
