/* global self, caches, clients */
/**
 * Serves all files of one build from a cache, so that the lab works offline. A newer build is fetched separately and
 * waits until the page asks for it. Responses carry the headers of cross-origin isolation, for hosts that set none.
 * vite/offline.ts writes FILES and VERSION.
 */
const FILES = /* files */ [];
const VERSION = /* version */ '';
const PREFIX = 'shuffle-lab-build-';
const CACHE = PREFIX + VERSION;
const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

self.addEventListener('install', (event) => {
  // Revalidated: the browser's HTTP cache may hold an earlier build's index.html, whose scripts the host has deleted.
  const fresh = FILES.map((file) => new Request(file, { cache: 'no-cache' }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(fresh)));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => names.filter((name) => name.startsWith(PREFIX) && name !== CACHE))
      .then((old) => Promise.all(old.map((name) => caches.delete(name))))
      .then(() => clients.claim()),
  );
});

self.addEventListener('message', ({ data }) => {
  if (data === 'use-now') void self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const kept = url.origin === self.location.origin && url.href.startsWith(self.registration.scope);
  if (request.method === 'GET' && kept) event.respondWith(answer(request, url));
});

/** Returns the build's file; requests everything else from the network. */
async function answer(request, url) {
  const { pathname } = url;
  // Some hosts drop the extension from a page's URL.
  const files = pathname.endsWith('/') ? [`${pathname}index.html`] : [pathname, `${pathname}.html`];
  const cache = await caches.open(CACHE);
  for (const file of files) {
    const found = await cache.match(file, { ignoreSearch: true, ignoreVary: true });
    if (found) return isolated(found);
  }
  return isolated(await fetch(request));
}

function isolated(response) {
  if (response.status === 0) return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(ISOLATION)) headers.set(name, value);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}
