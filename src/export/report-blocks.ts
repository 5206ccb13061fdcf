/** A report as a list of plain-text blocks, and their conversion to Markdown. */
import type { Picture } from '../charts/picture.ts';

export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | {
      readonly kind: 'table';
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
      /** Number of leading text columns; 1 by default. */
      readonly words?: number;
    }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'picture'; readonly picture: Picture };

/** Escapes Markdown. An underscore within a word isn't markup. */
const escapeMarkdown = (text: string): string =>
  text.replace(/[\\`*[\]<>|#]|(?<!\w)_|_(?!\w)/g, '\\$&').replaceAll(/\s+/g, ' ');

/** GitHub-flavoured Markdown; `pictureAddress` names each picture's file. */
export function blocksToMarkdown(blocks: readonly Block[], pictureAddress: (picture: Picture) => string): string {
  return blocks.map((block) => `${markdown(block, pictureAddress)}\n`).join('\n');
}

function markdown(block: Block, pictureAddress: (picture: Picture) => string): string {
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
      return `![${escapeMarkdown(block.picture.title)}](${pictureAddress(block.picture)})`;
  }
}
