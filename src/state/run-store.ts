/**
 * The page's state of the run: the address, the user's pending changes, and the progress (run-progress.ts). It
 * processes trainer events and user changes, and notifies its listeners.
 */
import { issueText, type Issue } from '../shared/util/issues.ts';
import { classCount, isOwn } from '../shared/data-sets/find.ts';
import { DATA_SETS } from '../shared/data-sets/index.ts';
import type { OwnData } from '../shared/data-sets/own-data.ts';
import type { RunEvent, RunState } from '../shared/protocol/protocol.ts';
import type { DataInfo, Environment, Failure, NetworkInfo } from '../shared/run/run-records.ts';
import { resolveParams, type DataSet, type ResolvedParams } from '../shared/run/run-params.ts';
import type { RunAddress } from '../shared/run/run-url.ts';
import {
  relabellings,
  settingsAt,
  withEvent,
  type EventKey,
  type LiveSettings,
  type ScheduledEvent,
} from '../shared/run/schedule.ts';
import type { VariantHistory } from './variant-history.ts';
import { atRest, otherKernels, progressAfter, progressOf, type Loading, type RunProgress } from './run-progress.ts';
import { ExampleStrip } from './example-strip.ts';
import { addressOf, type SavedRun } from './saved-run.ts';

export interface DataNote {
  readonly kind: 'reading' | 'stored' | 'refused' | 'missing';
  readonly text: string;
}

export class RunStore extends EventTarget {
  readonly examples = new ExampleStrip();
  #address: RunAddress;
  #issues: readonly Issue[];
  /** The user's changes that the trainer hasn't confirmed yet; the controls show them at once. */
  #asked: ReadonlyMap<EventKey, number> = new Map();
  /** The step of the latest confirmed change, which may be the step after the current one. */
  #changedAt = 0;
  #dataNote: DataNote | null = null;
  #ownData: OwnData | null | undefined;
  #missing: ReadonlySet<DataSet> = new Set();
  #notices: readonly string[] = [];
  /** Settings lowered to `n` training examples, the number of the user's images. */
  #lowered: { readonly n: number; readonly texts: readonly string[] } | undefined;
  /** Values used instead of those in the address when the run started. */
  #replaced: readonly string[] = [];
  #run: RunProgress;

  constructor(address: RunAddress, issues: readonly Issue[]) {
    super();
    this.#address = address;
    this.#issues = issues;
    this.#run = atRest(address.params.steps);
  }

  get address(): RunAddress {
    return this.#address;
  }
  /** Faults of the address, until dismissed. */
  get issues(): readonly Issue[] {
    return this.#issues;
  }
  get params(): ResolvedParams {
    return resolveParams(this.#address.params);
  }
  get events(): readonly ScheduledEvent[] {
    return this.#address.events;
  }
  get state(): RunState {
    return this.#run.state;
  }
  /** Completed updates. */
  get step(): number {
    return this.#run.step;
  }
  /** The step at which training stops. */
  get until(): number {
    return this.#run.until;
  }
  get loading(): Loading | null {
    return this.#run.loading;
  }
  /** Progress of the current evaluation, [0, 1]; null if there is none. */
  get evaluating(): number | null {
    return this.#run.evaluating;
  }
  get environment(): Environment | null {
    return this.#run.environment;
  }
  get network(): NetworkInfo | null {
    return this.#run.network;
  }
  get data(): DataInfo | null {
    return this.#run.data;
  }
  /** Classes of the run's data; those of the chosen data set before the data is loaded. */
  get classes(): number {
    const { data } = this.#address.params;
    const names = this.data?.classNames ?? (isOwn(data) ? this.#ownData?.classNames : undefined);
    return names && names.length > 0 ? names.length : classCount(data);
  }
  get failure(): Failure | null {
    return this.#run.failure;
  }
  /** Empty before the run is ready; true labels first if there are two. */
  get variants(): readonly VariantHistory[] {
    return this.#run.variants;
  }
  /** Current fraction of wrong training labels per variant. */
  get corruption(): readonly number[] {
    return this.#run.data?.corruption ?? [];
  }
  /** The settings for the next update, with the user's latest changes. */
  get settings(): LiveSettings {
    return {
      ...settingsAt(this.#address.params, this.#address.events, Math.max(this.step, this.#changedAt)),
      ...Object.fromEntries(this.#asked),
    };
  }
  /** Sentences about problems that didn't stop the run. */
  get notices(): readonly string[] {
    return this.#notices;
  }
  /** Remarks in a run's files and saved record: values replaced at its start, and the notices. */
  get remarks(): readonly string[] {
    return [...this.#replaced, ...this.#notices];
  }
  /** Tensors that the trainer holds, by its latest report. */
  get tensors(): number | null {
    return this.#run.tensors;
  }
  /** The outcome of storing the user's data files. */
  get dataNote(): DataNote | null {
    return this.#dataNote;
  }
  /** Sentences about settings that were lowered to the number of the user's images, while they are in force. */
  get lowered(): readonly string[] {
    return this.#lowered?.n === this.#address.params.n ? this.#lowered.texts : [];
  }
  /** The user's own images in this browser, null if there are none; undefined before the trainer was asked. */
  get ownData(): OwnData | null | undefined {
    return this.#ownData;
  }
  /** The chosen data set has no images yet, so no run can start. */
  get dataMissing(): boolean {
    return !this.begun && this.#missing.has(this.#address.params.data);
  }
  /** Settings other than live ones are fixed once a run has started. */
  get begun(): boolean {
    return this.state !== 'idle';
  }

  /** A control changed before training, or another run was opened. */
  setAddress(address: RunAddress, issues: readonly Issue[] = this.#issues): void {
    this.#address = address;
    this.#issues = issues;
    this.#run = { ...this.#run, until: address.params.steps };
    this.#markLabels();
    this.#changed();
  }

  dismissIssues(): void {
    this.#issues = [];
    this.#changed();
  }

  /** The user requested a change; the trainer's `changed` will confirm it. */
  ask(key: EventKey, value: number): void {
    this.#asked = new Map([...this.#asked, [key, value]]);
    this.#changed();
  }

  setDataNote(note: DataNote): void {
    this.#dataNote = note;
    this.#changed();
  }

  /** The settings of the current address were lowered to the number of the user's images. */
  setLowered(texts: readonly string[]): void {
    this.#lowered = { n: this.#address.params.n, texts };
    this.#changed();
  }

  setOwnData(data: OwnData | null): void {
    this.#ownData = data;
    for (const { name } of DATA_SETS) if (isOwn(name)) this.setDataHeld(name, data !== null);
  }

  /** Sets whether a data set's images are available. */
  setDataHeld(of: DataSet, held: boolean): void {
    this.#missing = new Set([...this.#missing].filter((other) => other !== of).concat(held ? [] : [of]));
    this.#changed();
  }

  /** Adds a notice about a problem that doesn't stop the run. Duplicates are ignored. */
  note(message: string): void {
    if (this.#notices.includes(message)) return;
    this.#notices = [...this.#notices, message];
    this.#changed();
  }

  /** Clears the measurements; settings and schedule stay. */
  clear(): void {
    this.#asked = new Map();
    this.#changedAt = 0;
    this.#notices = [];
    this.#replaced = [...this.#issues.map(issueText), ...this.lowered];
    const { environment, tensors } = this.#run;
    this.#run = { ...atRest(this.#address.params.steps), environment, tensors };
    this.examples.clear();
    this.#changed();
  }

  /** Shows a saved run with its measurements. */
  open(run: SavedRun, variants: readonly VariantHistory[]): void {
    this.clear();
    this.#address = addressOf(run);
    this.#issues = [];
    this.#notices = run.notices;
    this.#replaced = [];
    this.#run = { ...progressOf(run, variants), tensors: this.tensors };
    this.#changed();
  }

  /** Processes a trainer event of the current run. */
  receive(event: RunEvent): void {
    if (event.type === 'state' && event.state === 'idle') return this.clear();
    if (event.type === 'notice') return this.note(event.message);
    const begins = event.type === 'ready' && this.variants.length === 0;
    const differs = otherKernels(this.#run, event);
    this.#run = progressAfter(this.#run, event);
    if (differs !== null) this.note(differs);
    if (event.type === 'changed') this.#confirm(event);
    if (event.type === 'changed' || begins) this.#markLabels();
    if (event.type === 'examples' || event.type === 'predictions' || event.type === 'ranking') {
      this.examples.receive(event);
    }
    this.#changed();
  }

  /** A change took effect and becomes part of the schedule. */
  #confirm({ step, key, value }: ScheduledEvent): void {
    if (this.#asked.get(key) === value) this.#asked = new Map([...this.#asked].filter(([other]) => other !== key));
    this.#changedAt = Math.max(this.#changedAt, step);
    this.#address = { ...this.#address, events: withEvent(this.#address.events, { step, key, value }) };
  }

  #markLabels(): void {
    const relabelled = relabellings(this.#address.params, this.#address.events);
    for (const variant of this.variants) variant.relabelled = relabelled;
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}
