/**
 * Detects the loss of the current GPU and notifies listeners. Each GPU backend registers how to ask its own device.
 */
import { getBackend } from '@tensorflow/tfjs-core';

/** How a backend reports the state of its device. */
export interface WatchedDevice {
  /** The driver's words once the device is known to be lost; null before. */
  lost(): string | null;
  /** Resolves when the device has answered, so that an earlier loss is known. */
  answered(): Promise<unknown>;
}

type Listener = (reason: string) => void;

const listeners = new Set<Listener>();
/** By backend name. */
const devices = new Map<string, WatchedDevice>();

/** Calls `listener` with the driver's words when the device in use is lost; returns a function that stops listening. */
export function onDeviceLoss(listener: Listener): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** Called when a backend has started a device, which replaces its previous one. */
export function watchDevice(backend: string, device: WatchedDevice): void {
  devices.set(backend, device);
}

/** Called when the device of `backend` is lost; notifies listeners if that backend is in use. */
export function reportDeviceLoss(backend: string, reason: string): void {
  if (getBackend() !== backend) return;
  for (const listener of listeners) listener(reason);
}

/** Why the device in use is lost, as far as is known; null while it works, and if there is none. */
export function deviceLoss(): string | null {
  return devices.get(getBackend())?.lost() ?? null;
}

/**
 * Like `deviceLoss`, after asking the device: the exceptions of a lost device can arrive before the news of its loss.
 */
export async function askedDeviceLoss(): Promise<string | null> {
  await devices.get(getBackend())?.answered();
  return deviceLoss();
}
