/**
 * A Trusted Types policy: workers can only start from the lab's own folder, and no text becomes markup or script. Does
 * nothing in browsers without Trusted Types.
 */
interface PolicyFactory {
  createPolicy(name: 'default', rules: { createScriptURL: (url: string) => string }): unknown;
}

const hasPolicies = (scope: object): scope is { readonly trustedTypes: PolicyFactory } =>
  'trustedTypes' in scope && typeof scope.trustedTypes === 'object' && scope.trustedTypes !== null;

/** The address if it is below this page's own folder. Throws TypeError otherwise. */
function ownScript(url: string, page: string): string {
  const folder = new URL('.', page);
  const asked = new URL(url, page);
  if (asked.origin === folder.origin && asked.pathname.startsWith(folder.pathname)) return asked.href;
  throw new TypeError('A script may come from the lab’s own address alone.');
}

/** Call it once in each thread, before starting a worker. `page` is the thread's own address. */
export function guardScriptUrls(page: string): void {
  const scope: object = globalThis;
  if (hasPolicies(scope)) {
    scope.trustedTypes.createPolicy('default', { createScriptURL: (url) => ownScript(url, page) });
  }
}
