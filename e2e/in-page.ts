/** Functions that run in the page, for browsers driven without Playwright. They must not refer to anything outside them. */

/** Presses Train and returns the status line when the run has ended. */
export async function trained(): Promise<string> {
  const lab = document.querySelector<HTMLElement>('shuffle-lab');
  const controls = lab?.shadowRoot?.querySelector('lab-controls')?.shadowRoot;
  controls?.querySelector('lab-transport')?.shadowRoot?.querySelector('button')?.click();
  while (!['done', 'failed'].includes(lab?.dataset.state ?? ''))
    await new Promise((resolve) => setTimeout(resolve, 50));
  return lab?.shadowRoot?.querySelector('lab-status')?.shadowRoot?.textContent ?? '';
}
