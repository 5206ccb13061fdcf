/**
 * The page's one account of the run: the address it came from, its state, and all that was measured.
 * It takes in trainer events and user changes, and tells its listeners that something changed; it draws nothing.
 */
import type { Fault } from '../shared/faults.ts';
import type { OwnData } from '../shared/own-data.ts';
import type { RunEvent, RunState } from '../shared/protocol.ts';
import type { DataInfo, Environment, Failure, NetworkInfo } from '../shared/run-records.ts';
import { CLASSES, resolveParams, type ResolvedParams } from '../shared/run-params.ts';
import type { RunAddress } from '../shared/run-url.ts';
import {
  relabellings,
  settingsAt,
  withEvent,
  type EventKey,
  type LiveSettings,
  type ScheduledEvent,
} from '../shared/schedule.ts';
import { ArmHistory } from './arm-history.ts';
import { ShownExamples } from './shown-examples.ts';
import { addressOf, type StoredRun } from './stored-run.ts';

export interface Loading {
  readonly what: string;
  readonly fraction: number | null;
}

export interface DataNote {
  readonly kind: 'reading' | 'stored' | 'refused' | 'missing';
  readonly text: string;
}

export class RunStore extends EventTarget {
  readonly examples = new ShownExamples();
  #address: RunAddress;
  #faults: readonly Fault[];
  /** Changes the user made that the trainer has not confirmed yet: the controls show them at once. */
  #asked: ReadonlyMap<EventKey, number> = new Map();
  #dataNote: DataNote | null = null;
  #ownData: OwnData | null | undefined;
  #notices: readonly string[] = [];
  #tensors: number | null = null;
  #state: RunState = 'idle';
  #step = 0;
  #until: number;
  #loading: Loading | null = null;
  #environment: Environment | null = null;
  #network: NetworkInfo | null = null;
  #data: DataInfo | null = null;
  #failure: Failure | null = null;
  #arms: readonly ArmHistory[] = [];
  #corruption: readonly number[] = [];

  constructor(address: RunAddress, faults: readonly Fault[]) {
    super();
    this.#address = address;
    this.#faults = faults;
    this.#until = address.params.steps;
  }

  get address(): RunAddress {
    return this.#address;
  }
  /** What is wrong with the address, until it is dismissed. */
  get faults(): readonly Fault[] {
    return this.#faults;
  }
  get params(): ResolvedParams {
    return resolveParams(this.#address.params);
  }
  get events(): readonly ScheduledEvent[] {
    return this.#address.events;
  }
  get state(): RunState {
    return this.#state;
  }
  /** Completed updates. */
  get step(): number {
    return this.#step;
  }
  /** The step at which training is due to stop. */
  get until(): number {
    return this.#until;
  }
  get loading(): Loading | null {
    return this.#loading;
  }
  get environment(): Environment | null {
    return this.#environment;
  }
  get network(): NetworkInfo | null {
    return this.#network;
  }
  get data(): DataInfo | null {
    return this.#data;
  }
  /** Of the present run's data; before they are known, as many as the data sets have that the lab knows by name. */
  get classes(): number {
    const { data } = this.#address.params;
    const names = this.#data?.classNames ?? (data === 'own' ? this.#ownData?.classNames : undefined);
    return names && names.length > 0 ? names.length : CLASSES;
  }
  get failure(): Failure | null {
    return this.#failure;
  }
  /** Empty before the run is ready; the true arm first where there are two. */
  get arms(): readonly ArmHistory[] {
    return this.#arms;
  }
  /** Fraction of each arm's training labels that is wrong now. */
  get corruption(): readonly number[] {
    return this.#corruption;
  }
  /** What holds for the next update, the user's latest changes included. */
  get settings(): LiveSettings {
    return {
      ...settingsAt(this.#address.params, this.#address.events, this.#step),
      ...Object.fromEntries(this.#asked),
    };
  }
  /** What went wrong without stopping the run, in sentences. */
  get notices(): readonly string[] {
    return this.#notices;
  }
  /** Tensors that the trainer holds, as it last said. */
  get tensors(): number | null {
    return this.#tensors;
  }
  /** What became of the data files that the user gave. */
  get dataNote(): DataNote | null {
    return this.#dataNote;
  }
  /** The images of the user's own in this browser, null where there are none; undefined before they were asked for. */
  get ownData(): OwnData | null | undefined {
    return this.#ownData;
  }
  /** Settings other than the live ones are fixed once a run has begun. */
  get begun(): boolean {
    return this.#state !== 'idle';
  }

  /** A control changed before training, or another run was opened. */
  setAddress(address: RunAddress, faults: readonly Fault[] = this.#faults): void {
    this.#address = address;
    this.#faults = faults;
    this.#until = address.params.steps;
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
    this.#state = 'idle';
    this.#asked = new Map();
    this.#notices = [];
    this.#step = 0;
    this.#until = this.#address.params.steps;
    this.#loading = null;
    this.#network = null;
    this.#data = null;
    this.#failure = null;
    this.#arms = [];
    this.examples.clear();
    this.#corruption = [];
    this.#changed();
  }

  /** Shows a run that was kept, with what was measured of it. */
  open(run: StoredRun, arms: readonly ArmHistory[]): void {
    this.clear();
    this.#address = addressOf(run);
    this.#faults = [];
    this.#state = run.state === 'training' || run.state === 'loading' ? 'paused' : run.state;
    this.#step = arms[0]?.steps.length ?? 0;
    this.#until = run.until;
    this.#environment = run.environment;
    this.#network = run.network;
    this.#data = run.data;
    this.#corruption = run.corruption;
    this.#failure = run.failure;
    this.#notices = run.notices;
    this.#arms = arms;
    for (const [index, arm] of arms.entries()) arm.windows = run.windows[index] ?? [];
    this.#changed();
  }

  /** Takes in what the trainer reports of the present run. */
  receive(event: RunEvent): void {
    switch (event.type) {
      case 'state':
        if (event.state === 'idle') return this.clear();
        this.#state = event.state;
        // A run that is brought back keeps its step until it is told where it goes on, which it is not where that fails.
        if (event.state === 'failed') this.#step = Math.max(this.#step, event.step);
        else if (event.state !== 'loading') this.#step = event.step;
        this.#until = event.until;
        if (event.state === 'loading') this.#failure = null;
        else this.#loading = null;
        break;
      case 'loading':
        this.#loading = { what: event.what, fraction: event.fraction };
        break;
      case 'ready':
        this.#environment = event.environment;
        this.#network = event.network;
        this.#data = event.data;
        this.#corruption = event.data.corruption;
        // A run that goes on keeps what was measured; `restored` says from where on it comes again.
        if (this.#arms.length === 0) {
          const names = event.network.layers.map((layer) => layer.name);
          this.#arms = event.data.corruption.map(() => new ArmHistory(names));
          this.#markLabels();
        }
        break;
      case 'rows':
        this.#step = Math.max(this.#step, event.step);
        for (const chunk of event.chunks) this.#arms[event.arm]?.append(chunk);
        break;
      case 'windows': {
        const arm = this.#arms[event.arm];
        if (arm) arm.windows = event.rows;
        break;
      }
      case 'changed':
        this.#corruption = event.corruption;
        this.#step = Math.max(this.#step, event.step);
        if (this.#asked.get(event.key) === event.value) {
          this.#asked = new Map([...this.#asked].filter(([key]) => key !== event.key));
        }
        this.#address = {
          ...this.#address,
          events: withEvent(this.#address.events, { step: event.step, key: event.key, value: event.value }),
        };
        this.#markLabels();
        break;
      case 'examples':
      case 'predictions':
      case 'ranking':
        this.examples.receive(event);
        break;
      case 'failed':
        this.#failure = event.failure;
        this.#state = 'failed';
        break;
      case 'restored':
        this.#step = event.step;
        for (const arm of this.#arms) arm.cut(event);
        break;
      case 'notice':
        return this.note(event.message);
      case 'saving':
      case 'saved':
        break;
      case 'weights':
        break;
      case 'memory':
        this.#tensors = event.tensors;
        break;
    }
    this.#changed();
  }

  #markLabels(): void {
    const relabelled = relabellings(this.#address.params, this.#address.events);
    for (const arm of this.#arms) arm.relabelled = relabelled;
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}
