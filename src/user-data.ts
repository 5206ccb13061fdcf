/**
 * Connects the user's data to the trainer, which stores them, and to the store, which shows them. New own images become
 * the data set, and n is reduced to the number of images.
 */
import type { DataEvent, TrainerClient } from './client/trainer-client.ts';
import { isUserSet, isOwn } from './shared/data-sets/find.ts';
import { MAX_GIVEN_FILES, ownerOf, type UserFile } from './shared/data-sets/own-data.ts';
import { DEFAULT_PARAMS, type DataSet, type RunParams } from './shared/run/run-params.ts';
import type { RunStore } from './state/run-store.ts';
import { issueText } from './shared/util/issues.ts';
import { LANGUAGE, msg, str } from './shared/util/texts.ts';

export interface UserDataDeps {
  readonly store: RunStore;
  readonly client: TrainerClient;
  /** Changes settings as a control does. */
  readonly edit: (changes: Partial<RunParams>) => void;
}

const MISSING = msg(
  'This address trains on images of your own, and this browser holds none. Choose a folder, .npz or IDX files.',
);

const TOO_MANY = msg(
  str`More than ${MAX_GIVEN_FILES.toLocaleString(LANGUAGE)} files are too many. Choose the folder that contains only the pictures.`,
);

export class UserData {
  readonly #parts: UserDataDeps;
  /** The data set of the files that are being stored. */
  #into: DataSet | null = null;
  /** The data sets whose images the trainer was asked for. */
  readonly #asked = new Set<DataSet>();
  /** The settings before they were lowered. */
  #before: Partial<RunParams> = {};

  constructor(parts: UserDataDeps) {
    this.#parts = parts;
  }

  give(files: readonly UserFile[]): void {
    const { store, client } = this.#parts;
    if (files.length > MAX_GIVEN_FILES) return store.setDataNote({ kind: 'refused', text: TOO_MANY });
    this.#into = ownerOf(
      files.map(({ path }) => path),
      store.address.params.data,
    );
    store.setDataNote({
      kind: 'reading',
      text: files.length === 1 ? msg('Reading the file…') : msg('Reading the files…'),
    });
    client.storeData(this.#into, files);
  }

  /** Call this when the page opens and when the settings change. It asks the trainer once for each data set. */
  look(): void {
    const { store, client } = this.#parts;
    const { data } = store.address.params;
    if (!isUserSet(data) || store.begun) return;
    if (isOwn(data) && store.ownData !== undefined) return this.#takeWhatThereIs();
    if (this.#asked.has(data)) return;
    this.#asked.add(data);
    if (isOwn(data)) client.describeOwn();
    else client.findData(data);
  }

  /** A run failed before its first step because of its data. Shows why, and looks for the images again. */
  refused(message: string): void {
    const { store, client } = this.#parts;
    store.setDataNote({ kind: 'refused', text: message });
    const { data } = store.address.params;
    if (isOwn(data)) client.describeOwn();
    else if (isUserSet(data)) client.findData(data);
  }

  receive(event: DataEvent): void {
    const { store, edit } = this.#parts;
    switch (event.type) {
      case 'data-progress': {
        const share = event.fraction === null ? '…' : `: ${Math.floor(100 * event.fraction)}%`;
        return store.setDataNote({ kind: 'reading', text: `${event.what}${share}` });
      }
      case 'data-held':
        return store.setDataHeld(event.of, event.held);
      case 'own-data':
        store.setOwnData(event.data);
        if (event.data === null && isOwn(store.address.params.data)) {
          store.setDataNote({ kind: 'missing', text: MISSING });
        }
        // Notes of an earlier visit; those of new files come with `data-stored`.
        if (store.dataNote === null && event.data?.notes) {
          store.setDataNote({ kind: 'stored', text: event.data.notes.join(' ') });
        }
        return this.look();
      case 'data-stored':
        // The number of images came before, with `own-data`.
        store.setDataNote({ kind: 'stored', text: [event.summary, ...store.lowered].join(' ') });
        if (this.#into !== null) store.setDataHeld(this.#into, true);
        if (this.#into !== null && isOwn(this.#into) && !store.begun) edit({ data: this.#into });
        return this.look();
      case 'data-refused':
        return store.setDataNote({ kind: 'refused', text: event.message });
    }
  }

  /** Reduces the number of training examples to those available, and the batch if needed. Shows a message for both. */
  #takeWhatThereIs(): void {
    const { store, edit } = this.#parts;
    const most = store.ownData?.trainExamples;
    if (most === undefined) return;
    // Other files were lowered to fewer images than there are now.
    if (store.address.params.n < most && store.lowered.length > 0) edit(this.#before);
    const { n, batch } = store.address.params;
    if (n <= most) return;
    this.#before = { n, batch };
    const before = store.issues;
    edit({ n: most });
    const lowered = store.issues;
    if (n === DEFAULT_PARAMS.n) {
      store.setAddress(store.address, before);
      store.setLowered([msg(str`All ${most} training images are used.`), ...lowered.map(issueText)]);
      const stored = store.dataNote?.kind === 'stored' ? [store.dataNote.text] : [];
      return store.setDataNote({ kind: 'stored', text: [...stored, ...store.lowered].join(' ') });
    }
    const what = msg(str`n=${n} is more than the ${most} training images of your own`);
    const issue = { subject: '“n”', what, instead: msg(str`${most} is used`) };
    store.setAddress(store.address, [...before, issue, ...lowered]);
  }
}
