/** The only wiring: address → store and trainer → <shuffle-lab>. Handlers of user actions are here. */
import { TrainerClient } from './client/trainer-client.ts';
import type { LabAction } from './components/ui/lab-action.ts';
import './components/shuffle-lab.ts';
import { exporters } from './export/formats/exporters.ts';
import { namedByVariant } from './export/named-by-variant.ts';
import { UserData } from './user-data.ts';
import { keepOffline } from './offline.ts';
import { viewOf, withView } from './shared/run/page-view.ts';
import { findPreset } from './shared/run/presets.ts';
import { isUserSet } from './shared/data-sets/find.ts';
import type { Failure } from './shared/run/run-records.ts';
import { DEFAULT_PARAMS } from './shared/run/run-params.ts';
import { RunPersistence } from './run-persistence.ts';
import { withoutTracking } from './shared/util/query-text.ts';
import { formatAddress, parseAddress } from './shared/run/run-url.ts';
import { withoutFaster } from './shared/run/training-trouble.ts';
import { msg } from './shared/util/texts.ts';
import { RunDatabase } from './state/run-database.ts';
import { deleteCheckpoints } from './state/checkpoints.ts';
import { editAddress } from './state/edit-address.ts';
import { isHeld } from './state/run-lock.ts';
import { SavedRuns } from './state/saved-runs.ts';
import { RunStore } from './state/run-store.ts';

const { address, issues } = parseAddress(location.search);
const untracked = withoutTracking(location.search);
if (untracked !== location.search) history.replaceState(null, '', untracked || location.pathname);
const store = new RunStore(address, issues);
const client = new TrainerClient({
  onRun(event) {
    store.receive(event);
    keeping.receive(event);
    if (event.type === 'failed') failedOnData(event.failure);
    if (event.type === 'changed') writeAddress();
    if (event.type === 'saved') lab.dataset.saved = String(event.step);
  },
  onData: (event) => userData.receive(event),
});
const userData = new UserData({ store, client, edit });

const savedRuns = new SavedRuns(() => RunDatabase.open(), deleteCheckpoints);

const keeping = new RunPersistence({
  store,
  client,
  onOffer: (offer) => (lab.offer = offer),
  onKept: (runs) => (lab.dataset.kept = String(runs)),
  onAddress: writeAddress,
  onRun: (id) => (savedRuns.present = id),
});

function writeAddress(): void {
  const query = withView(formatAddress(store.address), lab.view);
  history.replaceState(null, '', query === '' ? location.pathname : `?${query}`);
}

function start(once: boolean): void {
  // First leaves an earlier, failed run.
  void keeping.leave();
  client.reset();
  store.clear();
  // After the start, a reload must offer to resume the run instead of starting it again.
  if (store.address.start) {
    store.setAddress({ ...store.address, start: false });
    writeAddress();
  }
  client.start(keeping.begin(), store.params, store.events, once);
}

/** From step 0, with a learning rate of at most `lr`. */
function startOver(lr: number): void {
  // The saved run keeps its own settings.
  void keeping.leave();
  client.reset();
  store.clear();
  store.setAddress({ ...store.address, events: withoutFaster(store.events, lr) });
  edit({ lr });
  start(false);
}

/** If a run's data is missing, nothing has started: the page asks for the files instead of showing a failed run. */
function failedOnData({ kind, message }: Failure): void {
  const { data } = store.address.params;
  if (kind !== 'data' || store.variants.length > 0 || !isUserSet(data)) return;
  void keeping.leave();
  if (!client.reset()) store.clear();
  userData.refused(message);
}

/** The Train button, by state. */
function train(): void {
  switch (store.state) {
    case 'idle':
    case 'failed':
      return store.dataMissing ? undefined : start(false);
    case 'training':
      return client.pause();
    case 'paused':
    case 'done':
      return client.resume();
    case 'loading':
      return;
  }
}

function step(): void {
  if (store.state === 'idle') {
    if (!store.dataMissing) start(true);
  } else if (store.state === 'paused' || store.state === 'done') client.step();
}

function perform(action: LabAction): void {
  switch (action.type) {
    case 'train':
      return train();
    case 'step':
      return step();
    case 'inspect':
      return action.use((of, userData) => client.inspect(of, userData));
    case 'reset':
      void keeping.setAside();
      if (!client.reset()) store.clear();
      return;
    case 'live':
      if (!store.begun) return edit({ [action.key]: action.value });
      store.ask(action.key, action.value);
      return client.change(action.key, action.value);
    case 'params':
      edit(action.changes);
      return userData.look();
    case 'preset': {
      const preset = findPreset(action.name);
      const params = preset?.params ?? DEFAULT_PARAMS;
      store.setAddress({ preset: preset?.name ?? null, params, events: preset?.events ?? [], start: false }, []);
      writeAddress();
      return userData.look();
    }
    case 'unschedule':
      store.setAddress({ ...store.address, events: store.events.filter((event) => event !== action.event) });
      return writeAddress();
    case 'data':
      return userData.give(action.files);
    case 'resume-run':
      return void keeping.resume();
    case 'start-over':
      return startOver(action.lr);
    case 'discard-run':
      return void keeping.discard();
    case 'open-run':
      return void keeping.show(action.id);
    case 'delete-runs':
      return void deleteRuns(action.ids);
    case 'import-runs':
      lab.showRuns();
      return void savedRuns.import(action.files);
    case 'view':
      showView(action.view);
      return writeAddress();
    case 'dismiss-issues':
      return store.dismissIssues();
  }
}

/** A running run is written continuously, so it cannot be deleted from any tab. The current one is left first. */
async function deleteRuns(ids: readonly string[]): Promise<void> {
  // One timestamp for all, so that they are restored together.
  const now = Date.now();
  for (const id of ids) {
    if (keeping.run === id) {
      const left = keeping.leave();
      if (!client.reset()) store.clear();
      await left;
    } else if (await isHeld(id)) {
      store.note(msg('Another tab has this run open. Close it there, then delete it here.'));
      continue;
    }
    await savedRuns.delete(id, now);
  }
}

function showView(view: typeof lab.view): void {
  lab.view = view;
  // Font sizes of the whole page, including charts, follow the root's.
  document.documentElement.dataset.view = view;
}

function edit(changes: Parameters<typeof editAddress>[1]): void {
  const edited = editAddress(store.address, changes);
  store.setAddress(edited.address, edited.issues);
  writeAddress();
}

const lab = document.createElement('shuffle-lab');
lab.store = store;
lab.savedRuns = savedRuns;
showView(viewOf(location.search));
lab.exporters = exporters({
  store,
  charts: () => lab.chartPictures(),
  weights: async () => namedByVariant(await client.weights()),
  inputs: async () => {
    const { shared, variants } = await client.inputs();
    return [...shared, ...namedByVariant(variants)];
  },
});
lab.addEventListener('lab-action', (event) => perform(event.detail));
document.body.append(lab);
// After the first paint, because the print code is larger than the page's frame.
setTimeout(() => void import('./export/print.ts').then(({ printReports }) => printReports(store)));

keepOffline({
  busy: () => store.state === 'loading' || store.state === 'training',
  onUpdate: (use) => (lab.newer = use),
  onIsolation: (reload) => (lab.isolate = reload),
});

// Another address, pasted or from the history, is another run.
window.addEventListener('popstate', () => location.reload());
if (address.start) start(false);
else {
  void keeping.find();
  userData.look();
}
