/**
 * What the built page may do, as the browser enforces it: scripts, workers, data and styles of its own address alone, no
 * text that becomes code or markup, no request to anyone else. It is in every page's head, so that it holds on any static
 * host; `npm start` sends it as a header besides, which binds the workers too.
 */
import type { Plugin } from 'vite';

const POLICY: Readonly<Record<string, string>> = {
  'default-src': "'none'",
  // The engines are WebAssembly, which is compiled and never evaluated from text.
  'script-src': "'self' 'wasm-unsafe-eval'",
  'worker-src': "'self'",
  'connect-src': "'self'",
  'style-src': "'self'",
  // Pictures of the report and of charts on their way to a file.
  'img-src': "'self' data: blob:",
  'manifest-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'require-trusted-types-for': "'script'",
  // The lab's own for worker addresses, and that of Lit's templates.
  'trusted-types': 'default lit-html',
};

export const CONTENT_POLICY = Object.entries(POLICY)
  .map(([directive, sources]) => `${directive} ${sources}`)
  .join('; ');

export function contentPolicy(): Plugin {
  return {
    name: 'content-policy',
    // The development server writes scripts of its own into the page.
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: CONTENT_POLICY },
        injectTo: 'head-prepend',
      },
    ],
  };
}
