/**
 * Whether the GPU in use is gone, and telling whoever listens. Each GPU backend says how its own device is asked; knows no
 * device and no session.
 */
import { getBackend } from '@tensorflow/tfjs-core';

/** What a backend knows of its device. */
export interface WatchedDevice {
  /** The driver's own words once the device is known to be lost; null before. */
  lost(): string | null;
  /** Settles when the device has answered: what befell it until now is known then. */
  answered(): Promise<unknown>;
}

type Listener = (reason: string) => void;

const listeners = new Set<Listener>();
/** By the name of the backend. */
const devices = new Map<string, WatchedDevice>();

/** Calls `listener` with the driver's own words when the device in use is lost; returns what ends that. */
export function onDeviceLoss(listener: Listener): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** To be called when a backend has started a device, in the place of any that it had. */
export function watchDevice(backend: string, device: WatchedDevice): void {
  devices.set(backend, device);
}

/** To be called when the device of `backend` is lost; told where that backend is in use. */
export function reportDeviceLoss(backend: string, reason: string): void {
  if (getBackend() !== backend) return;
  for (const listener of listeners) listener(reason);
}

/** Why the device in use is lost, as far as that is known now; null while it lives, and where there is none. */
export function deviceLoss(): string | null {
  return devices.get(getBackend())?.lost() ?? null;
}

/** As `deviceLoss`, once the device has been asked: what a lost one throws comes before the news of its loss. */
export async function askedDeviceLoss(): Promise<string | null> {
  await devices.get(getBackend())?.answered();
  return deviceLoss();
}
