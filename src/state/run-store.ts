/**
 * The page's one account of the run: the address it came from, the user's wishes, and how far it has come (run-progress.ts).
 * It takes in trainer events and user changes, and tells its listeners that something changed; it draws nothing.
 */
import type { Issue } from '../shared/util/issues.ts';
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
  #faults: readonly Issue[];
  /** Changes the user made that the trainer has not confirmed yet: the controls show them at once. */
  #asked: ReadonlyMap<EventKey, number> = new Map();
  /** The step of the latest change that the trainer confirmed: it may be the one after the present step. */
  #changedAt = 0;
  #dataNote: DataNote | null = null;
  #ownData: OwnData | null | undefined;
  #missing: ReadonlySet<DataSet> = new Set();
  #notices: readonly string[] = [];
  /** What was used in place of what the address asked for, when the run began. */
  #replaced: readonly string[] = [];
  #run: RunProgress;

  constructor(address: RunAddress, faults: readonly Issue[]) {
    super();
    this.#address = address;
    this.#faults = faults;
    this.#run = atRest(address.params.steps);
  }

  get address(): RunAddress {
    return this.#address;
  }
  /** What is wrong with the address, until it is dismissed. */
  get faults(): readonly Issue[] {
    return this.#faults;
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
  /** The step at which training is due to stop. */
  get until(): number {
    return this.#run.until;
  }
  get loading(): Loading | null {
    return this.#run.loading;
  }
  /** How much of an evaluation under way is done, [0, 1]; null while there is none. */
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
  /** Of the present run's data; before they are known, as many as the chosen data set has. */
  get classes(): number {
    const { data } = this.#address.params;
    const names = this.data?.classNames ?? (isOwn(data) ? this.#ownData?.classNames : undefined);
    return names && names.length > 0 ? names.length : classCount(data);
  }
  get failure(): Failure | null {
    return this.#run.failure;
  }
  /** Empty before the run is ready; the true arm first where there are two. */
  get arms(): readonly VariantHistory[] {
    return this.#run.arms;
  }
  /** Fraction of each arm's training labels that is wrong now. */
  get corruption(): readonly number[] {
    return this.#run.data?.corruption ?? [];
  }
  /** What holds for the next update, the user's latest changes included. */
  get settings(): LiveSettings {
    return {
      ...settingsAt(this.#address.params, this.#address.events, Math.max(this.step, this.#changedAt)),
      ...Object.fromEntries(this.#asked),
    };
  }
  /** What went wrong without stopping the run, in sentences. */
  get notices(): readonly string[] {
    return this.#notices;
  }
  /** What a run's files and its saved record say beside the numbers: values replaced at its start, and the notices. */
  get remarks(): readonly string[] {
    return [...this.#replaced, ...this.#notices];
  }
  /** Tensors that the trainer holds, as it last said. */
  get tensors(): number | null {
    return this.#run.tensors;
  }
  /** What became of the data files that the user gave. */
  get dataNote(): DataNote | null {
    return this.#dataNote;
  }
  /** The images of the user's own in this browser, null where there are none; undefined before they were asked for. */
  get ownData(): OwnData | null | undefined {
    return this.#ownData;
  }
  /** The chosen data set has no images yet, so no run can begin. */
  get dataMissing(): boolean {
    return !this.begun && this.#missing.has(this.#address.params.data);
  }
  /** Settings other than the live ones are fixed once a run has begun. */
  get begun(): boolean {
    return this.state !== 'idle';
  }

  /** A control changed before training, or another run was opened. */
  setAddress(address: RunAddress, faults: readonly Issue[] = this.#faults): void {
    this.#address = address;
    this.#faults = faults;
    this.#run = { ...this.#run, until: address.params.steps };
    this.#markLabels();
    this.#changed();
  }

  dismissFaults(): void {
    this.#faults = [];
    this.#changed();
  }

  /** The user asked the trainer for a change; the trainer's `changed` will confirm it. */
  ask(key: EventKey, value: number): void {
    this.#asked = new Map([...this.#asked, [key, value]]);
    this.#changed();
  }

  setDataNote(note: DataNote): void {
    this.#dataNote = note;
    this.#changed();
  }

  setOwnData(data: OwnData | null): void {
    this.#ownData = data;
    for (const { name } of DATA_SETS) if (isOwn(name)) this.setDataHeld(name, data !== null);
  }

  /** Whether the images of a data set are at hand. */
  setDataHeld(of: DataSet, held: boolean): void {
    this.#missing = new Set([...this.#missing].filter((other) => other !== of).concat(held ? [] : [of]));
    this.#changed();
  }

  /** Something went wrong that does not stop the run; said once. */
  note(message: string): void {
    if (this.#notices.includes(message)) return;
    this.#notices = [...this.#notices, message];
    this.#changed();
  }

  /** Forgets what was measured; settings and schedule stay. */
  clear(): void {
    this.#asked = new Map();
    this.#changedAt = 0;
    this.#notices = [];
    this.#replaced = this.#faults.map(({ message }) => message);
    const { environment, tensors } = this.#run;
    this.#run = { ...atRest(this.#address.params.steps), environment, tensors };
    this.examples.clear();
    this.#changed();
  }

  /** Shows a run that was kept, with what was measured of it. */
  open(run: SavedRun, arms: readonly VariantHistory[]): void {
    this.clear();
    this.#address = addressOf(run);
    this.#faults = [];
    this.#notices = run.notices;
    this.#replaced = [];
    this.#run = { ...progressOf(run, arms), tensors: this.tensors };
    this.#changed();
  }

  /** Takes in what the trainer reports of the present run. */
  receive(event: RunEvent): void {
    if (event.type === 'state' && event.state === 'idle') return this.clear();
    if (event.type === 'notice') return this.note(event.message);
    const begins = event.type === 'ready' && this.arms.length === 0;
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

  /** A change took effect: it is part of the schedule from now on. */
  #confirm({ step, key, value }: ScheduledEvent): void {
    if (this.#asked.get(key) === value) this.#asked = new Map([...this.#asked].filter(([other]) => other !== key));
    this.#changedAt = Math.max(this.#changedAt, step);
    this.#address = { ...this.#address, events: withEvent(this.#address.events, { step, key, value }) };
  }

  #markLabels(): void {
    const relabelled = relabellings(this.#address.params, this.#address.events);
    for (const arm of this.arms) arm.relabelled = relabelled;
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}
