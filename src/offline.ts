/**
 * Registers the service worker, which caches the lab for offline use and adds the headers for cross-origin isolation.
 * It never reloads by itself: it offers a newer build or isolation, and the user decides.
 */
export interface OfflineParts {
  /** A run loads or trains. */
  readonly busy: () => boolean;
  /** A newer build is available; `use` reloads the page with it. */
  readonly onUpdate: (use: () => void) => void;
  /** The host sends no isolation headers. The service worker adds them from the next load on. */
  readonly onIsolation: (reload: () => void) => void;
}

/** Delay before caching for offline use, so that the page and a run load first, ms. */
const REST = 3000;

/** Call once. Does nothing in development, or in browsers without service workers. */
export function keepOffline(parts: OfflineParts): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const wait = setInterval(() => {
    if (parts.busy()) return;
    clearInterval(wait);
    // Rejected in a private window or on a host without TLS. The lab then works online only.
    void register(parts).catch(() => undefined);
  }, REST);
}

async function register({ onUpdate, onIsolation }: OfflineParts): Promise<void> {
  const { serviceWorker } = navigator;
  const isolable = canBeIsolated();
  const registration = await serviceWorker.register(new URL('offline.js', document.baseURI));
  if (isolable) void serviceWorker.ready.then(() => onIsolation(() => location.reload()));
  const offerUpdate = (worker: ServiceWorker | null): void => {
    // Without a controller this is the first build, which replaces nothing.
    if (worker?.state !== 'installed' || !serviceWorker.controller) return;
    onUpdate(() => {
      serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
      worker.postMessage('use-now');
    });
  };
  offerUpdate(registration.waiting);
  registration.addEventListener('updatefound', () => {
    const { installing } = registration;
    installing?.addEventListener('statechange', () => offerUpdate(installing));
  });
}

/**
 * Whether a reload would give threads. A page that the service worker already served without becoming isolated stays so
 * in this browser. An iframe is isolated only if the page around it is.
 */
function canBeIsolated(): boolean {
  const { serviceWorker, hardwareConcurrency } = navigator;
  return !crossOriginIsolated && !serviceWorker.controller && window === window.top && hardwareConcurrency > 1;
}
