/**
 * The built page's Content-Security-Policy: scripts, workers, data and styles from its own origin only, no code or
 * markup from text, no requests to other origins. The policy is in every page's head, so that it applies on any static
 * host. As a header it also covers the workers: `npm start` sends it, and so do hosts that read `_headers`.
 */
import type { Plugin } from 'vite';

const POLICY: Readonly<Record<string, string>> = {
  'default-src': "'none'",
  // The engines are WebAssembly, which is compiled and never evaluated from text.
  'script-src': "'self' 'wasm-unsafe-eval'",
  'worker-src': "'self'",
  'connect-src': "'self'",
  'style-src': "'self'",
  // Pictures of the report and of charts during export.
  'img-src': "'self' data: blob:",
  'manifest-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'require-trusted-types-for': "'script'",
  // The lab's own policy for worker URLs, and Lit's for templates.
  'trusted-types': 'default lit-html',
};

const CONTENT_POLICY = Object.entries(POLICY)
  .map(([directive, sources]) => `${directive} ${sources}`)
  .join('; ');

/** Cross-origin isolation, which shared memory and so wasm threads require. */
export const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** Headers that a host should send with every file. */
export const HOST_HEADERS: Readonly<Record<string, string>> = {
  ...ISOLATION,
  'Content-Security-Policy': CONTENT_POLICY,
};

/** The format of Netlify and Cloudflare Pages. */
const HEADERS_FILE = '_headers';

export function contentPolicy(): Plugin {
  return {
    name: 'content-policy',
    // The dev server adds its own scripts to the page.
    apply: (_config, { command, isPreview }) => command === 'build' || isPreview === true,
    generateBundle() {
      const lines = Object.entries(HOST_HEADERS).map(([name, value]) => `  ${name}: ${value}\n`);
      this.emitFile({ type: 'asset', fileName: HEADERS_FILE, source: `/*\n${lines.join('')}` });
    },
    // With every answer: a browser that gets "304 Not Modified" without them, such as WebKit, refuses a worker's script.
    configurePreviewServer({ middlewares }) {
      middlewares.use((_request, response, next) => {
        for (const [name, value] of Object.entries(HOST_HEADERS)) response.setHeader(name, value);
        next();
      });
    },
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: CONTENT_POLICY },
        injectTo: 'head-prepend',
      },
    ],
  };
}
