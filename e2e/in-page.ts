/**
 * Functions that run in the page, for browsers driven without Playwright. They must not refer to anything outside them.
 */

/** Presses Train and returns the status line when the run has ended. */
export async function trained(): Promise<string> {
  const lab = document.querySelector<HTMLElement>('shuffle-lab');
  const train = (): HTMLButtonElement | null | undefined =>
    lab?.shadowRoot
      ?.querySelector('lab-controls')
      ?.shadowRoot?.querySelector('lab-transport')
      ?.shadowRoot?.querySelector('button');
  // A slow browser shows the page before its components.
  while (!train()) await new Promise((resolve) => setTimeout(resolve, 50));
  train()?.click();
  while (!['done', 'failed'].includes(lab?.dataset.state ?? ''))
    await new Promise((resolve) => setTimeout(resolve, 50));
  return lab?.shadowRoot?.querySelector('lab-status')?.shadowRoot?.textContent ?? '';
}

/** The results of a complete visit, up to the reload. */
export interface FirstVisit {
  readonly status: string;
  /** Whether the switch is on after it was pressed during the run. */
  readonly shuffled: boolean;
  readonly steps: number;
  /** The files that Export downloaded, by name, with their sizes. */
  readonly exported: readonly (readonly [name: string, bytes: number])[];
  /** How much wider than the window the page is, px. */
  readonly sideways: number;
}

/** Trains, shuffles the labels during the run, pauses, and exports the run file. */
export async function firstVisit(): Promise<FirstVisit> {
  const lab = document.querySelector<HTMLElement>('shuffle-lab');
  const inside = (...tags: string[]): ShadowRoot | null | undefined =>
    tags.reduce<ShadowRoot | null | undefined>(
      (root, tag) => root?.querySelector(tag)?.shadowRoot,
      document.documentElement.querySelector('shuffle-lab')?.shadowRoot,
    );
  const until = async (reached: () => boolean): Promise<void> => {
    while (!reached()) {
      if (lab?.dataset.state === 'failed') throw new Error('the run failed');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const status = (): string => inside('lab-status')?.textContent ?? '';
  const step = (): number => Number(/step ([\d,]+) of/.exec(status())?.[1]?.replaceAll(',', '') ?? 0);
  const press = (root: ShadowRoot | null | undefined, text: string): void => {
    const found = [...(root?.querySelectorAll('button') ?? [])].find((each) => each.textContent.trim() === text);
    if (!found) throw new Error(`no button ${text}`);
    found.click();
  };
  const transport = (): ShadowRoot | null | undefined => inside('lab-controls', 'lab-transport');
  await until(() => !!transport()?.querySelector('button'));
  press(transport(), 'Train');
  await until(() => step() >= 20);
  const toggle = inside('lab-controls', 'lab-switch')?.querySelector<HTMLElement>('[role=switch], input, button');
  toggle?.click();
  const flipped = step();
  await until(() => step() >= flipped + 20);
  press(transport(), 'Pause');
  await until(() => lab?.dataset.state === 'paused');
  const exported: [string, number][] = [];
  const original = URL.createObjectURL.bind(URL);
  let last: Blob | undefined;
  URL.createObjectURL = (blob) => {
    if (blob instanceof Blob) last = blob;
    return original(blob);
  };
  // A download is a click on a link that is not in the document.
  HTMLAnchorElement.prototype.click = function pressed(this: HTMLAnchorElement) {
    exported.push([this.download, last?.size ?? 0]);
  };
  const menu = inside('lab-controls', 'lab-export', 'lab-menu');
  menu?.querySelector<HTMLElement>('.opener')?.click();
  await new Promise((resolve) => setTimeout(resolve, 100));
  press(menu, 'Run file');
  await until(() => exported.length > 0);
  return {
    status: status(),
    shuffled: toggle?.getAttribute('aria-checked') === 'true' || (toggle instanceof HTMLInputElement && toggle.checked),
    steps: step(),
    exported,
    sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  };
}

/** After a reload: the run that can be resumed, and how many runs are stored. */
export async function secondVisit(): Promise<{ readonly state: string; readonly step: number; readonly kept: number }> {
  const lab = document.querySelector<HTMLElement>('shuffle-lab');
  const root = (): ShadowRoot | null | undefined => lab?.shadowRoot;
  const offered = (): HTMLButtonElement | undefined =>
    [...(root()?.querySelector('lab-resume')?.shadowRoot?.querySelectorAll('button') ?? [])].find(({ textContent }) =>
      textContent.includes('Resume'),
    );
  while (!offered()) await new Promise((resolve) => setTimeout(resolve, 50));
  offered()?.click();
  while (!['training', 'done', 'paused'].includes(lab?.dataset.state ?? '')) {
    if (lab?.dataset.state === 'failed') throw new Error('the run failed');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const text = root()?.querySelector('lab-status')?.shadowRoot?.textContent ?? '';
  const tabs = root()?.querySelector('lab-tabs')?.shadowRoot;
  [...(tabs?.querySelectorAll<HTMLElement>('[role=tab]') ?? [])]
    .find(({ textContent }) => textContent.trim() === 'Runs')
    ?.click();
  const rows = (): number => tabs?.querySelector('lab-runs')?.shadowRoot?.querySelectorAll('tbody tr').length ?? 0;
  while (rows() === 0) await new Promise((resolve) => setTimeout(resolve, 50));
  return {
    state: lab?.dataset.state ?? '',
    step: Number(/step ([\d,]+) of/.exec(text)?.[1]?.replaceAll(',', '') ?? 0),
    kept: rows(),
  };
}

/** The report of the device check page, as far as tests read it. */
export interface Checked {
  readonly browser: string;
  readonly kernels: readonly {
    readonly backend: string;
    readonly division?: string;
    readonly adapter: string | null;
    readonly reason: string | null;
    readonly tests: number;
    readonly done: number;
    readonly wrong: readonly { readonly test: string; readonly kernels: readonly string[] }[];
  }[];
}

/** Presses "Check now". */
export async function startCheck(): Promise<void> {
  const button = (): HTMLButtonElement | null | undefined =>
    document.querySelector('lab-check')?.shadowRoot?.querySelector('button');
  while (!button()) await new Promise((resolve) => setTimeout(resolve, 50));
  button()?.click();
}

/** The check's report as JSON; null until the check has ended. */
export function checkReport(): string | null {
  return document.querySelector('lab-check')?.shadowRoot?.querySelector('textarea')?.value ?? null;
}
