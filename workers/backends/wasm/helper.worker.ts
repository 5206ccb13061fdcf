/**
 * A helper thread: instantiates the compiled kernels on the shared memory and computes parts of jobs until it is
 * terminated.
 */
import { areKernels } from './kernel-exports.ts';

/** The helper's only message. */
export interface HelperSetting {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** Address of the control block. */
  readonly control: number;
  /** 1 or more; 0 is the thread that offers the jobs. */
  readonly thread: number;
  /** How many threads there are, the one that offers the jobs included. */
  readonly threads: number;
}

self.addEventListener(
  'message',
  ({ data: { module, memory, control, thread, threads } }: MessageEvent<HelperSetting>) => {
    const { exports } = new WebAssembly.Instance(module, { env: { memory } });
    if (!areKernels(exports)) throw new Error('the compiled kernels are incomplete');
    exports.setControl(control, threads);
    self.postMessage('ready');
    exports.help(thread);
  },
);
