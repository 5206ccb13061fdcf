/** Tells whoever listens that the GPU is gone. Knows neither device nor session. */
type Listener = (reason: string) => void;

const listeners = new Set<Listener>();

/** Calls `listener` with the driver's own words when the device in use is lost; returns what ends that. */
export function onDeviceLoss(listener: Listener): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export function reportDeviceLoss(reason: string): void {
  for (const listener of listeners) listener(reason);
}
