/** Chooses a run's backend and says why: finds it, starts it, and checks a small gradient step against cpu. */
import type { Backend } from '../../src/shared/run/run-params.ts';
import type { Environment } from '../../src/shared/run/run-records.ts';
import { findEngine, startCpu } from './engines.ts';
import { checkSteps, referenceSteps } from './self-check.ts';
import { KERNELS_VERSION } from './wasm/version.ts';

/** From the fastest on a machine that has it. */
const ORDER: readonly Backend[] = ['webgpu', 'webgl', 'wasm', 'cpu'];
const NAMES: Readonly<Record<Backend, string>> = { webgpu: 'WebGPU', webgl: 'WebGL', wasm: 'wasm', cpu: 'cpu' };

let reference: ReturnType<typeof referenceSteps> | null = null;

/** The choice in progress, if any. The engine is global to the thread, so two choices at once would interfere. */
let choosing: Promise<unknown> = Promise.resolve();

/**
 * Starts a backend and makes it tfjs's current one. `auto` takes WebGPU or WebGL on hardware, else wasm, else cpu. A
 * backend requested by name may also use a software adapter. If it is missing or computes wrongly, the order of `auto`
 * decides, and the reasons say so. Choices run one after the other, so that the last request wins. Throws only if no
 * backend works.
 */
export function chooseBackend(wanted: Backend | 'auto'): Promise<Environment> {
  const chosen = choosing.then(() => choose(wanted));
  choosing = chosen.catch(() => undefined);
  return chosen;
}

async function choose(wanted: Backend | 'auto'): Promise<Environment> {
  const order = wanted === 'auto' ? ORDER : [wanted, ...ORDER.filter((backend) => backend !== wanted)];
  const passedOver: string[] = [];
  for (const backend of order) {
    const name = NAMES[backend];
    try {
      const engine = await findEngine(backend);
      if (engine.software && backend !== wanted) {
        passedOver.push(`${name} is passed over: its adapter here is ${engine.adapter} (software).`);
        continue;
      }
      const adapter = await started(backend, () => engine.start());
      return {
        backend,
        adapter,
        software: engine.software,
        reasons: [...passedOver, why(backend, wanted, engine.software), ...(backend === 'wasm' ? whyOneThread() : [])],
        ...(backend === 'wasm' && { kernels: KERNELS_VERSION }),
      };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      passedOver.push(
        backend === wanted
          ? `${name} was asked for and cannot be used here: ${reason}.`
          : `${name} is passed over: ${reason}.`,
      );
    }
  }
  throw new Error(`No engine works in this browser. ${passedOver.join(' ')}`);
}

/** Starts the backend and checks it against cpu; cpu is the reference and always passes. */
async function started(backend: Backend, start: () => Promise<string>): Promise<string> {
  if (backend !== 'cpu' && reference === null) {
    await startCpu();
    reference = referenceSteps();
  }
  await reference;
  const adapter = await start();
  if (backend !== 'cpu' && reference !== null) await checkSteps(await reference);
  return adapter;
}

function why(backend: Backend, wanted: Backend | 'auto', software: boolean): string {
  const name = NAMES[backend];
  if (backend === wanted) {
    return software ? `${name} is used, as asked for, on a software adapter: slow.` : `${name} is used, as asked for.`;
  }
  if (wanted !== 'auto') return `${name} is used instead.`;
  return backend === 'webgpu' || backend === 'webgl'
    ? `${name} is used: this machine's GPU computes.`
    : `${name} is used: the fastest engine here.`;
}

/** Wasm threads need shared memory, which a browser allows only in an isolated page; Node has no such flag. */
function whyOneThread(): readonly string[] {
  if ((globalThis as { readonly crossOriginIsolated?: boolean }).crossOriginIsolated !== false) return [];
  return [
    'wasm has one thread: this page is not cross-origin isolated. Where the host sends no headers for it, a reload after the first visit isolates the page, unless it is in a frame or the browser does not support it.',
  ];
}
