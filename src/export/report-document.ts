/**
 * The report as a document: one self-contained HTML file, or the browser's print. It is built from DOM nodes, so no
 * text of a run becomes markup.
 */
import { pictureNode } from '../charts/svg-document.ts';
import type { RunFile } from '../shared/run/run-file.ts';
import { escapeMarkup } from '../shared/util/text.ts';
import type { Block } from './report-blocks.ts';
import { NO_DETAILS, type ReportDetails } from './report-details.ts';
import { reportBlocks, reportTitle } from './report.ts';

/** Styles of the element of class `report`. */
export const REPORT_STYLE = `
.report { color-scheme: light; font: 10.5pt/1.45 system-ui, sans-serif; color: #1f2328; background: #fff; }
.report h1 { font-size: 18pt; } .report h2 { font-size: 14pt; margin-top: 20pt; } .report h3 { font-size: 11pt; }
.report h1, .report h2, .report h3 { break-after: avoid; }
.report table { border-collapse: collapse; font-size: 9pt; font-variant-numeric: tabular-nums; }
.report th, .report td { padding: 2pt 8pt; border-bottom: 1px solid #d5d9de; text-align: right; }
.report .words { text-align: left; }
.report svg { display: block; max-width: 100%; height: auto; margin: 8pt 0; }
.report pre { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid #d5d9de; padding: 6pt 8pt; }
.report svg, .report tr, .report pre { break-inside: avoid; }
@page { margin: 16mm; }`;

const PAGE_STYLE = 'body { max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }';

/** One self-contained HTML file. */
export function reportHtml(file: RunFile, details = NO_DETAILS): Blob {
  const page = document.implementation.createHTMLDocument();
  // The content policy blocks style elements in documents that the page creates, so the head is written as text.
  const author = details.author === '' ? '' : `<meta name="author" content="${escapeMarkup(details.author)}">`;
  const head = `<meta charset="utf-8">${author}<title>${escapeMarkup(reportTitle(file, details))}</title><style>${PAGE_STYLE}${REPORT_STYLE}</style>`;
  const text = `<!doctype html>\n<html lang="en"><head>${head}</head><body>${reportElement(page, file, details).outerHTML}</body></html>\n`;
  return new Blob([text], { type: 'text/html;charset=utf-8' });
}

/** The report as an element of class `report`. */
export function reportElement(page: Document, file: RunFile, details: ReportDetails): HTMLElement {
  const main = page.createElement('main');
  main.className = 'report';
  main.append(...reportBlocks(file, details).map((block, index) => blockNode(page, block, `p${index}-`)));
  return main;
}

function blockNode(page: Document, block: Block, prefix: string): Element {
  const node = <K extends keyof HTMLElementTagNameMap>(tag: K, ...content: (Node | string)[]) => {
    const made = page.createElement(tag);
    made.append(...content);
    return made;
  };
  switch (block.kind) {
    case 'heading':
      return node(`h${block.level}`, block.text);
    case 'paragraph':
      return node('p', block.text);
    case 'list':
      return node('ul', ...block.items.map((item) => node('li', item)));
    case 'code':
      return node('pre', block.text);
    case 'picture':
      return pictureNode(page, block.picture, prefix);
    case 'table': {
      const row = (tag: 'th' | 'td', cells: readonly string[]): HTMLElement =>
        node(
          'tr',
          ...cells.map((text, column) => {
            const cell = node(tag, text);
            cell.classList.toggle('words', column < (block.words ?? 1));
            return cell;
          }),
        );
      return node(
        'table',
        node('thead', row('th', block.head)),
        node('tbody', ...block.rows.map((cells) => row('td', cells))),
      );
    }
  }
}
