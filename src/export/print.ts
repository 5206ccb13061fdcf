/** The browser's print command prints the current run's report instead of the page. */
import type { RunStore } from '../state/run-store.ts';
import { reportDetails } from './report-details.ts';
import { reportTitle } from './report.ts';
import { REPORT_STYLE, reportElement } from './report-document.ts';
import { runFileOf } from './run-file.ts';
import { msg } from '../shared/util/texts.ts';

const STYLE = `${REPORT_STYLE}
@media screen { .print-report { display: none; } }
@media print {
  html, body { height: auto; background: #fff; overflow: visible; }
  body > :not(.print-report) { display: none; }
}`;

/** Makes every print (by key, menu or `window.print`) print the report. */
export function printReports(store: RunStore): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  let printed: { readonly element: HTMLElement; readonly title: string } | undefined;
  window.addEventListener('beforeprint', () => {
    if (printed) return;
    const file = runFileOf(store);
    const element = file ? reportElement(document, file, reportDetails(file)) : nothingMeasured();
    element.classList.add('print-report');
    printed = { element, title: document.title };
    // A PDF gets its name from the title.
    if (file) document.title = reportTitle(file, reportDetails(file));
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    document.body.append(element);
  });
  window.addEventListener('afterprint', () => {
    printed?.element.remove();
    if (printed) document.title = printed.title;
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
    printed = undefined;
  });
}

function nothingMeasured(): HTMLElement {
  const main = document.createElement('main');
  main.className = 'report';
  const heading = document.createElement('h1');
  heading.textContent = document.title;
  const text = document.createElement('p');
  text.textContent = msg('Nothing has been measured yet. After training, the report of the run is printed here.');
  main.append(heading, text);
  return main;
}
