/** A session in Node, on the cpu backend, with a page that answers it: for tests. */
import type { Command, TrainerEvent } from '../../src/shared/protocol/protocol.ts';
import { DEFAULT_PARAMS, resolveParams, type RunParams } from '../../src/shared/run/run-params.ts';
import { TABLE_COLUMNS } from '../../src/shared/run/tables.ts';
import { loadData } from '../data/origins/load.ts';
import { Session } from '../session/session.ts';
import type { CheckpointStore, StoredCheckpoint } from '../storage/checkpoint-store.ts';

/** Checkpoints in memory: Node has no IndexedDB. */
export function memoryCheckpoints(): CheckpointStore {
  const kept = new Map<string, StoredCheckpoint[]>();
  return {
    put(run, checkpoint) {
      kept.set(run, [checkpoint, ...(kept.get(run) ?? [])]);
      return Promise.resolve();
    },
    list: (run) => Promise.resolve([...(kept.get(run) ?? [])].sort((a, b) => b.step - a.step)),
  };
}

/** A session whose events are kept; `reached` waits for a state. */
export class Driver {
  readonly events: TrainerEvent[] = [];
  #waiting: (() => void)[] = [];
  readonly session: Session;

  /** `checkpoints`: without, as in a browser that denies storage. `hear` is called with each event once it is kept. */
  constructor(
    checkpoints?: CheckpointStore,
    readonly hear: (event: TrainerEvent) => void = () => undefined,
  ) {
    this.session = new Session({
      chooseBackend: () => Promise.resolve({ backend: 'cpu', adapter: 'JavaScript', software: false, reasons: [] }),
      onDeviceLoss: () => () => undefined,
      deviceLoss: () => null,
      askedDeviceLoss: () => Promise.resolve(null),
      loadData,
      openCheckpoints: () => (checkpoints ? Promise.resolve(checkpoints) : Promise.reject(new Error('no storage'))),
      storeData: () => Promise.reject(new Error('no storage in this test')),
      describeOwn: () => Promise.resolve(null),
      holdsData: () => Promise.resolve(false),
      post: (event) => {
        const kept = structuredClone(event);
        this.events.push(kept);
        this.hear(kept);
        if (kept.type === 'saving') this.handle({ type: 'kept', step: kept.step });
        for (const wake of this.#waiting.splice(0)) wake();
      },
    });
  }

  handle(command: Command): void {
    this.session.handle(command);
  }

  start(params: Partial<RunParams>, once = false): void {
    const resolved = resolveParams({ ...DEFAULT_PARAMS, ...params });
    this.session.handle({ type: 'start', run: 'r', params: resolved, events: [], once });
  }

  async reached(state: string): Promise<void> {
    const last = (): string | undefined => this.of('state').at(-1)?.state;
    while (last() !== state) {
      const failed = this.of('failed')[0];
      if (failed && state !== 'failed') throw new Error(failed.failure.message);
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  async told(type: TrainerEvent['type']): Promise<void> {
    while (this.of(type).length === 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  of<T extends TrainerEvent['type']>(type: T): Extract<TrainerEvent, { type: T }>[] {
    return this.events.filter((event): event is Extract<TrainerEvent, { type: T }> => event.type === type);
  }

  column(variant: number, family: keyof typeof TABLE_COLUMNS, name: string, layer: string | null = null): number[] {
    const at = (TABLE_COLUMNS[family] as readonly string[]).indexOf(name);
    return this.of('rows')
      .filter((event) => event.variant === variant)
      .flatMap(({ chunks }) => chunks)
      .filter((chunk) => chunk.family === family && chunk.layer === layer)
      .flatMap(({ rows, values }) => [...values.subarray(at * rows, (at + 1) * rows)]);
  }
}
