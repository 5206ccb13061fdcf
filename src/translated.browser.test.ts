/** A locale that has every message in brackets is loaded before the page: text without brackets cannot be translated. */
import { configureLocalization } from '@lit/localize/init/runtime.js';
import { templates } from 'virtual:pseudo-locale';
import { LitElement } from 'lit';
import { expect, it, vi } from 'vitest';
import type { ShuffleLab } from './components/shuffle-lab.ts';

const { setLocale } = configureLocalization({
  sourceLocale: 'en-US',
  targetLocales: ['pseudo'],
  loadLocale: () => Promise.resolve({ templates }),
});
await setLocale('pseudo');

// Texts are read as a module loads, so modules with texts are imported after the locale.
const { DATA_SETS } = await import('./shared/data-sets/index.ts');
const { SOURCES } = await import('./shared/explanations/explanation.ts');
const { PARAM_SPECS } = await import('./shared/run/run-params.ts');

const READ = ['aria-label', 'aria-description', 'aria-valuetext', 'title', 'placeholder', 'alt'];
/** Formulas are notation, a citation is BibTeX. */
const UNREAD = 'style, script, template, math, .formula, .report pre';
/** Sources are quoted as they were published. */
const QUOTED = new Set(Object.values(SOURCES).flatMap(({ label, title }) => [label, title]));
/** What the interface names alike in every language: values of settings, data sets, layers, file formats. */
const NAMES = new Set([
  ...PARAM_SPECS.flatMap(({ key, type: { control } }) => [key, ...('options' in control ? control.options : [])]),
  ...DATA_SETS.map(({ title }) => title),
  ...['auto', 'avgpool', 'lrn', 'flatten', 'PNG', 'SVG', 'PDF', 'Markdown', 'LaTeX', 'TPM', 'TPM:', 'cos'],
]);
/** What the trainer says, in English (decision 0010). */
const TRAINERS = new Set<string>();

function isName(text: string): boolean {
  if (QUOTED.has(text) || text.startsWith('<iframe')) return true;
  return text.split(/[\s·,]+/).every((word) => NAMES.has(word) || /\d|^“.*”$|^[^\p{L}]*$/u.test(word));
}

/** The children that are rendered: a shadow root's, and in place of a slot what is assigned to it. */
function rendered(node: Node): readonly Node[] {
  if (node instanceof HTMLSlotElement) {
    const assigned = node.assignedNodes({ flatten: true });
    if (assigned.length > 0) return assigned;
  }
  return [...((node instanceof Element ? node.shadowRoot : null) ?? node).childNodes];
}

/** Words outside brackets, of text and of attributes that are read. */
function unmarked(root: Node): string[] {
  const found = new Set<string>();
  let depth = 0;
  const read = (text: string): void => {
    let outside = '';
    for (const sign of text) {
      if (sign === '⟦') depth++;
      else if (sign === '⟧') depth--;
      else outside += depth === 0 ? sign : ' ';
    }
    for (const said of TRAINERS) outside = outside.replace(said, '');
    if (/\p{L}{3,}/u.test(outside) && !isName(outside.trim())) found.add(outside.trim());
  };
  const walk = (node: Node): void => {
    if (node instanceof Text) return read(node.data);
    if (node instanceof Element) {
      if (node.matches(UNREAD)) return;
      const around = depth;
      for (const name of READ) {
        depth = 0;
        read(node.getAttribute(name) ?? '');
      }
      depth = around;
    }
    rendered(node).forEach(walk);
  };
  walk(root);
  return [...found];
}

/** Waits until every element below `root` is defined and drawn. */
async function drawn(root: Node): Promise<void> {
  const all = (node: Node): readonly Node[] => [node, ...rendered(node).flatMap(all)];
  await vi.waitFor(
    async () => {
      const elements = all(root).filter((node) => node instanceof Element);
      expect(elements.filter((element) => element.matches(':not(:defined)')).map(({ localName }) => localName)).toEqual(
        [],
      );
      await Promise.all(elements.flatMap((element) => (element instanceof LitElement ? [element.updateComplete] : [])));
      expect(all(root).filter((node) => node instanceof Element)).toHaveLength(elements.length);
    },
    { timeout: 60_000 },
  );
}

/** Words outside brackets on the page, in every tab. */
async function unmarkedInTabs(lab: ShuffleLab): Promise<string[]> {
  const found = new Set<string>();
  const tabs = lab.shadowRoot?.querySelector('lab-tabs');
  for (const tab of tabs?.shadowRoot?.querySelectorAll<HTMLElement>('[role=tab]') ?? []) {
    tab.click();
    await drawn(lab);
    for (const text of unmarked(lab)) found.add(text);
  }
  return [...found];
}

it('the page shows no text outside msg, in any tab', async () => {
  const { parseAddress } = await import('./shared/run/run-url.ts');
  const { RunStore } = await import('./state/run-store.ts');
  const { SavedRuns } = await import('./state/saved-runs.ts');
  const { RunDatabase } = await import('./state/run-database.ts');
  await import('./components/shuffle-lab.ts');
  const { address, issues } = parseAddress('?data=own&batch=x&colour=red&preset=none&events=1:shuffle=2');
  const lab = document.createElement('shuffle-lab');
  lab.store = new RunStore(address, issues);
  lab.savedRuns = new SavedRuns(
    () => RunDatabase.open(),
    () => Promise.resolve(),
  );
  document.body.append(lab);
  const found = new Set<string>();
  for (const data of ['own', 'mnist'] as const) {
    lab.store.setAddress({ ...address, params: { ...address.params, data } });
    await drawn(lab);
    for (const text of unmarked(lab)) found.add(text);
  }
  for (const text of await unmarkedInTabs(lab)) found.add(text);
  expect([...found]).toEqual([]);
  lab.remove();
});

it('a run shows no text outside msg: its states, its remedies, its dialogs and its report', async () => {
  const { fixtureStore } = await import('./export/testing/run-fixture.ts');
  const { failureFrom } = await import('./shared/run/failure.ts');
  const { runFileOf } = await import('./export/run-file.ts');
  const { reportElement } = await import('./export/report-document.ts');
  const { openReportDetails } = await import('./components/controls/lab-report-details.ts');
  await import('./components/shuffle-lab.ts');
  const store = fixtureStore({
    params: { twin: true, shuffle: 0.5 },
    events: [
      { step: 1, key: 'shuffle', value: 1 },
      { step: 2, key: 'lr', value: 0.01 },
    ],
  });
  const { adapter = '', reasons = [] } = store.environment ?? {};
  for (const said of [adapter, ...reasons]) TRAINERS.add(said);
  const lab = document.createElement('shuffle-lab');
  lab.store = store;
  document.body.append(lab);
  const found = new Set<string>();
  const look = async (root: Element): Promise<void> => {
    await drawn(root);
    for (const text of unmarked(root)) found.add(text);
  };
  for (const state of ['loading', 'training', 'paused', 'done'] as const) {
    store.receive({ type: 'state', run: 'test', state, step: 2, until: 3 });
    await look(lab);
  }
  store.receive({ type: 'evaluating', run: 'test', fraction: 0.5 });
  lab.newer = lab.isolate = () => undefined;
  for (const text of await unmarkedInTabs(lab)) found.add(text);
  for (const kind of ['interrupted', 'elsewhere', 'failed', 'not-finite', 'troubled', 'left'] as const) {
    lab.offer = { kind, step: 2, until: 3, params: store.params, keptAt: 0, from: 1, run: 'test' };
    await look(lab);
  }
  lab.shadowRoot?.querySelector('lab-help')?.show();
  await look(lab);
  const figure = lab.shadowRoot?.querySelector('lab-charts')?.shadowRoot?.querySelector('lab-figure')?.shadowRoot;
  const menu = figure?.querySelector('lab-menu');
  const paper = menu?.items.find((item) => item.includes('paper'));
  menu?.dispatchEvent(new CustomEvent('menu-choice', { detail: paper }));
  await vi.waitFor(() => expect(document.querySelector('lab-figure-dialog')).not.toBeNull());

  const file = runFileOf(store);
  if (!file) throw new Error('no run file');
  document.body.append(reportElement(document, file, { title: '', author: '', note: '' }));
  openReportDetails(store);
  for (const name of ['.report', 'lab-report-details', 'lab-figure-dialog']) {
    const shown = document.querySelector(name);
    if (!shown) throw new Error(name);
    await look(shown);
    shown.remove();
  }
  store.receive({
    type: 'failed',
    run: 'test',
    failure: failureFrom('internal', { what: '⟦what⟧', kept: '⟦kept⟧', remedy: '⟦remedy⟧' }),
  });
  await look(lab);
  expect([...found]).toEqual([]);
  lab.remove();
});

it.each(['lab-compare', 'lab-check', 'lab-glossary'] as const)('%s shows no text outside msg', async (name) => {
  await Promise.all([
    import('./compare/lab-compare.ts'),
    import('./check/lab-check.ts'),
    import('./components/lab-glossary.ts'),
  ]);
  const page = document.createElement(name);
  document.body.append(page);
  await drawn(page);
  for (const element of page.shadowRoot?.querySelectorAll('lab-explanation') ?? []) element.whole = true;
  await drawn(page);
  expect(unmarked(page)).toEqual([]);
  page.remove();
});
