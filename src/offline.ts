/**
 * Registers the service worker, which keeps the lab for use without a network and adds the headers of cross-origin isolation.
 * Never reloads by itself: a newer build and isolation are offered, and the user chooses when. Knows no component.
 */
export interface OfflineParts {
  /** A run loads or trains. */
  readonly busy: () => boolean;
  /** A newer build is at hand; `use` loads it in place of this page. */
  readonly onUpdate: (use: () => void) => void;
  /** The host sends no isolation headers, and the service worker will add them from the next load on. */
  readonly onIsolation: (reload: () => void) => void;
}

/** The page's own files and a run are fetched before anything is stored for offline use, ms. */
const REST = 3000;

/** Call once. Does nothing in development, nor where the browser has no service workers. */
export function keepOffline(parts: OfflineParts): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const wait = setInterval(() => {
    if (parts.busy()) return;
    clearInterval(wait);
    // Refused (a private window, a host without TLS): the lab is then used online.
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
 * Whether a reload would give threads. A page that the service worker has answered already and that is still not isolated
 * stays so in this browser; a frame is isolated only with the page around it.
 */
function canBeIsolated(): boolean {
  const { serviceWorker, hardwareConcurrency } = navigator;
  return !crossOriginIsolated && !serviceWorker.controller && window === window.top && hardwareConcurrency > 1;
}
