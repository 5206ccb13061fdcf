/** The worker's entry: message → session, session → message. Nothing else knows `self`. */
import type { Command } from '../src/shared/protocol.ts';
import { chooseBackend } from './backends/choose.ts';
import { loadData } from './data/load.ts';
import { storeCifar10 } from './data/cifar10-store.ts';
import { openCheckpointStore } from './storage/checkpoint-store.ts';
import { Session } from './session.ts';

const session = new Session({
  chooseBackend,
  loadData,
  openCheckpoints: openCheckpointStore,
  storeData: storeCifar10,
  post: (event, transfer) => {
    self.postMessage(event, { transfer });
  },
});

self.addEventListener('message', (message: MessageEvent<Command>) => {
  session.handle(message.data);
});
