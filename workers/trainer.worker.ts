/** The worker's entry: message → session, session → message. Nothing else knows `self`. */
import { readCommand } from '../src/shared/protocol/protocol-check.ts';
import { guardScriptUrls } from '../src/shared/util/trusted-urls.ts';
import { chooseBackend } from './backends/choose.ts';
import { askedDeviceLoss, deviceLoss, onDeviceLoss } from './backends/common/device-loss.ts';
import { loadData } from './data/origins/load.ts';
import { holdsData, storeGiven } from './data/origins/given.ts';
import { describeOwn } from './data/own/own-store.ts';
import { openCheckpointStore } from './storage/checkpoint-store.ts';
import { Session } from './session/session.ts';

guardScriptUrls(self.location.href);

const session = new Session({
  chooseBackend,
  onDeviceLoss,
  deviceLoss,
  askedDeviceLoss,
  loadData,
  openCheckpoints: openCheckpointStore,
  storeData: storeGiven,
  describeOwn,
  holdsData,
  post: (event, transfer) => {
    self.postMessage(event, { transfer });
  },
});

self.addEventListener('message', (message: MessageEvent<unknown>) => {
  session.handle(readCommand(message.data));
});

// The page learns of what nobody awaited as of any other error.
self.addEventListener('unhandledrejection', ({ reason }: PromiseRejectionEvent) => {
  throw reason instanceof Error ? reason : new Error(String(reason));
});

// Held as long as this thread lives: the page waits for the same lock to learn at once that it is gone.
if ('locks' in navigator && self.name !== '') {
  void navigator.locks.request(self.name, () => {
    self.postMessage({ type: 'locked' });
    return new Promise(() => undefined);
  });
}
