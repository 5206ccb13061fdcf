/** A locale that has every message in brackets is loaded before the page: text without brackets cannot be translated. */
import { configureLocalization } from '@lit/localize/init/runtime.js';
import { templates } from 'virtual:pseudo-locale';
import { LitElement } from 'lit';
import { expect, it, vi } from 'vitest';

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
/** Formulas are notation. */
const UNREAD = 'style, script, template, math, .formula';
/** Sources are quoted as they were published. */
const QUOTED = new Set(Object.values(SOURCES).flatMap(({ label, title }) => [label, title]));
/** What the interface names alike in every language: values of settings, data sets, layers, file formats. */
const NAMES = new Set([
  ...PARAM_SPECS.flatMap(({ key, type: { control } }) => [key, ...('options' in control ? control.options : [])]),
  ...DATA_SETS.map(({ title }) => title),
  ...['auto', 'avgpool', 'lrn', 'flatten', 'PNG', 'SVG', 'PDF'],
]);

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
  const tabs = lab.shadowRoot?.querySelector('lab-tabs');
  for (const tab of tabs?.shadowRoot?.querySelectorAll<HTMLElement>('[role=tab]') ?? []) {
    tab.click();
    await drawn(lab);
    for (const text of unmarked(lab)) found.add(text);
  }
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
