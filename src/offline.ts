/** Keeps the lab for use without a network, never beside a run, and tells when a newer build waits. Knows no component. */
export interface OfflineParts {
  /** A run loads or trains. */
  readonly busy: () => boolean;
  /** A newer build is at hand; `use` loads it in place of this page. */
  readonly onUpdate: (use: () => void) => void;
}

/** The page comes first: its own files and a run are fetched before anything is put aside, ms. */
const REST = 3000;

/** To be called once. Does nothing in development, nor where the browser has no service workers. */
export function keepOffline(parts: OfflineParts): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const wait = setInterval(() => {
    if (parts.busy()) return;
    clearInterval(wait);
    // Refused (a private window, a host without TLS): the lab is then used online.
    void register(parts).catch(() => undefined);
  }, REST);
}

async function register({ onUpdate }: OfflineParts): Promise<void> {
  const { serviceWorker } = navigator;
  const registration = await serviceWorker.register(new URL('offline.js', document.baseURI));
  const tell = (worker: ServiceWorker | null): void => {
    // Without a controller this is the first build, which replaces nothing.
    if (worker?.state !== 'installed' || !serviceWorker.controller) return;
    onUpdate(() => {
      serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
      worker.postMessage('use-now');
    });
  };
  tell(registration.waiting);
  registration.addEventListener('updatefound', () => {
    const { installing } = registration;
    installing?.addEventListener('statechange', () => tell(installing));
  });
}
