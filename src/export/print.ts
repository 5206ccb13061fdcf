/** Hands the report to the browser's print dialogue, where it can be saved as PDF. */
import type { RunFile } from '../shared/run-file.ts';
import { reportHtml } from './report.ts';

/** Opens the dialogue; resolves when it is closed or the browser does not tell. */
export async function printReport(file: RunFile): Promise<void> {
  const frame = document.createElement('iframe');
  frame.title = 'Report for print';
  frame.style.cssText = 'position:fixed;width:0;height:0;border:0';
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  frame.srcdoc = reportHtml(file);
  document.body.append(frame);
  await loaded;
  const page = frame.contentWindow;
  if (!page) {
    frame.remove();
    throw new Error('This browser cannot print from here; take the Markdown report instead.');
  }
  page.addEventListener('afterprint', () => frame.remove(), { once: true });
  page.focus();
  page.print();
}
