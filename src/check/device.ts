/** Facts that the browser reports about itself and its GPU. */
import { RELEASE } from '../shared/util/release.ts';
import type { DeviceReport } from './report.ts';

/** The part of WebGPU that is read here. */
interface Gpu {
  requestAdapter(options: object): Promise<{ readonly info: object; readonly limits: object } | null>;
}

interface Browser {
  readonly userAgent: string;
  readonly hardwareConcurrency: number;
  readonly deviceMemory?: number;
  readonly gpu?: Gpu;
}

type Facts = Record<string, string | number | boolean>;

/** Reads getters of the prototype, because such objects have no own properties. */
function factsOf(object: object): Facts {
  const facts: Facts = {};
  for (const name in object) {
    const value: unknown = Reflect.get(object, name);
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') facts[name] = value;
  }
  return facts;
}

/** A report without results yet. */
export async function describeDevice(): Promise<DeviceReport> {
  const { userAgent, hardwareConcurrency, deviceMemory, gpu } = navigator as Browser;
  const adapter = (await gpu?.requestAdapter({ powerPreference: 'high-performance' }).catch(() => null)) ?? null;
  return {
    format: 'shuffle-lab-check',
    version: 1,
    release: RELEASE,
    browser: userAgent,
    cores: hardwareConcurrency,
    memoryGB: deviceMemory ?? null,
    isolated: crossOriginIsolated,
    webgpu: adapter && { ...factsOf(adapter.info), ...factsOf(adapter.limits) },
    kernels: [],
    speed: [],
  };
}
