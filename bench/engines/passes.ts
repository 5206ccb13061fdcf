/**
 * Measures the time of each program on the GPU. While it listens, every dispatch gets its own compute pass with
 * timestamps at its beginning and end. Works for any engine in this worker.
 */

/** Timestamps per measurement, two per dispatch: the capacity of a query set. */
const MOST_STAMPS = 4096;
const STAMP_BYTES = 8;
const NS_PER_MS = 1e6;

/** One dispatch: the label of its pipeline, and its duration. */
export interface DispatchTime {
  readonly label: string;
  readonly ms: number;
}

type Pass = Pick<GPUComputePassEncoder, 'setPipeline' | 'setBindGroup' | 'dispatchWorkgroups' | 'end'>;

let device: GPUDevice | null = null;
let heard: Listening | null = null;

class Listening {
  readonly #device: GPUDevice;
  readonly #stamps: GPUQuerySet;
  readonly #labels: string[] = [];

  constructor(of: GPUDevice) {
    this.#device = of;
    this.#stamps = of.createQuerySet({ type: 'timestamp', count: MOST_STAMPS });
  }

  /** A pass that becomes many, one per dispatch. */
  pass(begin: (descriptor: GPUComputePassDescriptor) => GPUComputePassEncoder): Pass {
    let pipeline: GPUComputePipeline | null = null;
    let group: GPUBindGroup | null = null;
    return {
      setPipeline(next) {
        pipeline = next;
      },
      setBindGroup(_index: number, next: GPUBindGroup | null | undefined) {
        group = next ?? null;
      },
      dispatchWorkgroups: (x, y, z) => {
        if (!pipeline || !group) throw new Error('a dispatch without a pipeline or its group');
        const pass = begin({ timestampWrites: this.#next(pipeline.label) });
        pass.setPipeline(pipeline);
        pass.setBindGroup(0, group);
        pass.dispatchWorkgroups(x, y, z);
        pass.end();
      },
      end: () => undefined,
    };
  }

  #next(label: string): GPUComputePassTimestampWrites {
    const at = 2 * this.#labels.push(label) - 2;
    if (at + 1 >= MOST_STAMPS) throw new Error('too many dispatches for one profile');
    return { querySet: this.#stamps, beginningOfPassWriteIndex: at, endOfPassWriteIndex: at + 1 };
  }

  async times(): Promise<DispatchTime[]> {
    const count = 2 * this.#labels.length;
    const size = STAMP_BYTES * count;
    const buffer = (usage: number): GPUBuffer => this.#device.createBuffer({ size, usage });
    const resolved = buffer(GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC);
    const read = buffer(GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ);
    const encoder = this.#device.createCommandEncoder();
    encoder.resolveQuerySet(this.#stamps, 0, count, resolved, 0);
    encoder.copyBufferToBuffer(resolved, 0, read, 0, size);
    this.#device.queue.submit([encoder.finish()]);
    await read.mapAsync(GPUMapMode.READ);
    const stamps = new BigUint64Array(read.getMappedRange());
    const ms = (i: number): number => Number((stamps[2 * i + 1] ?? 0n) - (stamps[2 * i] ?? 0n)) / NS_PER_MS;
    const times = this.#labels.map((label, i) => ({ label, ms: ms(i) }));
    resolved.destroy();
    read.destroy();
    this.#stamps.destroy();
    return times;
  }
}

if (typeof GPUAdapter !== 'undefined') {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- applied to its own adapter below
  GPUAdapter.prototype.requestDevice = new Proxy(GPUAdapter.prototype.requestDevice, {
    async apply(target, self: GPUAdapter, [wanted]: [GPUDeviceDescriptor?]) {
      const stamps: GPUFeatureName[] = self.features.has('timestamp-query') ? ['timestamp-query'] : [];
      const requiredFeatures = [...(wanted?.requiredFeatures ?? []), ...stamps];
      device = await Reflect.apply(target, self, [{ ...wanted, requiredFeatures }]);
      return device;
    },
  });
  // eslint-disable-next-line @typescript-eslint/unbound-method -- applied to its own encoder below
  GPUCommandEncoder.prototype.beginComputePass = new Proxy(GPUCommandEncoder.prototype.beginComputePass, {
    apply(target, self: GPUCommandEncoder, inputs: [GPUComputePassDescriptor?]) {
      if (!heard) return Reflect.apply(target, self, inputs);
      // `Pass` implements everything that its caller does with a pass.
      return heard.pass((descriptor) => Reflect.apply(target, self, [descriptor])) as GPUComputePassEncoder;
    },
  });
}

/** The dispatches that `work` submits, in order. Throws if the device has no timestamps. */
export async function timeDispatches(work: () => Promise<unknown>): Promise<DispatchTime[]> {
  if (!device?.features.has('timestamp-query')) throw new Error('this device stamps no times');
  const listening = new Listening(device);
  heard = listening;
  try {
    await work();
  } finally {
    heard = null;
  }
  return listening.times();
}
