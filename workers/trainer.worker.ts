/** The worker's entry: message → session, session → message. Only this file uses `self`. */
import { readCommand } from '../src/shared/protocol/protocol-check.ts';
import { guardScriptUrls } from '../src/shared/util/trusted-urls.ts';
import { chooseBackend } from './backends/choose.ts';
import { askedDeviceLoss, deviceLoss, onDeviceLoss } from './backends/common/device-loss.ts';
import { loadData } from './data/origins/load.ts';
import { holdsData, storeUserFiles } from './data/origins/user-files.ts';
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
  storeData: storeUserFiles,
  describeOwn,
  holdsData,
  post: (event, transfer) => {
    self.postMessage(event, { transfer });
  },
});

self.addEventListener('message', (message: MessageEvent<unknown>) => {
  session.handle(readCommand(message.data));
});

// Unhandled rejections reach the page like any other error.
self.addEventListener('unhandledrejection', ({ reason }: PromiseRejectionEvent) => {
  throw reason instanceof Error ? reason : new Error(String(reason));
});

// The thread holds this lock while it runs. The page waits for the same lock, so that it notices at once when the
// thread ends.
if ('locks' in navigator && self.name !== '') {
  void navigator.locks.request(self.name, () => {
    self.postMessage({ type: 'locked' });
    return new Promise(() => undefined);
  });
}
