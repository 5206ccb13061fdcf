/** Playwright's `test` whose browsers run on the sweep's remote machines, if it has any. */
import { test as base } from '@playwright/test';
import { isReachable } from './remote.ts';
import { readPlan } from './plan.ts';

/** The first remote that answers, starting with the worker's own: the runs of a lost machine go to another. */
async function remoteOf(worker: number): Promise<string | undefined> {
  const { remotes } = readPlan();
  const own = worker % Math.max(1, remotes.length);
  const inTurn = [...remotes.slice(own), ...remotes.slice(0, own)];
  for (const remote of inTurn) if (await isReachable(remote)) return remote;
  return inTurn[0];
}

export const test = base.extend({
  connectOptions: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads a fixture's needs off this pattern.
    async ({}, use, { parallelIndex }) => {
      const wsEndpoint = await remoteOf(parallelIndex);
      // Through the connection the remote browser reaches this machine's page at localhost, a secure context.
      await use(wsEndpoint === undefined ? undefined : { wsEndpoint, exposeNetwork: '<loopback>' });
    },
    { scope: 'worker' },
  ],
});
