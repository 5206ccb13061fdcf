/**
 * The report as a page of its own in the browser's print dialogue, where it can be saved as PDF. The page is built node
 * by node, so that no text of a run is ever read as markup.
 */
import type { RunFile } from '../shared/run-file.ts';
import { svgUri, type Block } from './report-blocks.ts';
import { reportBlocks, reportTitle } from './report.ts';

const STYLE = `
:root { color-scheme: light; }
body { font: 10.5pt/1.45 system-ui, sans-serif; color: #1f2328; margin: 0; }
h1 { font-size: 18pt; } h2 { font-size: 14pt; margin-top: 20pt; } h3 { font-size: 11pt; }
h1, h2, h3 { break-after: avoid; }
table { border-collapse: collapse; font-size: 9pt; font-variant-numeric: tabular-nums; }
th, td { padding: 2pt 8pt; border-bottom: 1px solid #d5d9de; text-align: right; }
.words { text-align: left; }
img { display: block; max-width: 100%; margin: 8pt 0; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid #d5d9de; padding: 6pt 8pt; }
img, tr, pre { break-inside: avoid; }
@page { margin: 16mm; }`;

/** Opens the dialogue. The page that is printed goes when the dialogue closes. */
export async function printReport(file: RunFile): Promise<void> {
  const frame = document.createElement('iframe');
  frame.title = 'Report for print';
  frame.style.cssText = 'position:fixed;width:0;height:0;border:0';
  document.body.append(frame);
  const page = frame.contentDocument;
  const view = page?.defaultView;
  if (!view) {
    frame.remove();
    throw new Error('This browser cannot print from here; take the Markdown report instead.');
  }
  // A sheet is adopted only by the page in which it was made.
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync(STYLE);
  page.adoptedStyleSheets = [sheet];
  page.title = reportTitle(file);
  page.documentElement.lang = 'en';
  page.body.append(...reportBlocks(file).map((block) => element(page, block)));
  await Promise.all([...page.images].map((image) => image.decode()));
  view.addEventListener('afterprint', () => frame.remove(), { once: true });
  view.focus();
  view.print();
}

function element(page: Document, block: Block): HTMLElement {
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
    case 'picture': {
      const image = node('img');
      image.alt = block.title;
      image.src = svgUri(block.svg);
      return image;
    }
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
