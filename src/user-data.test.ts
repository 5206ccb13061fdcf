import { expect, it } from 'vitest';
import { editAddress } from './state/edit-address.ts';
import { RunStore } from './state/run-store.ts';
import { parseAddress } from './shared/run/run-url.ts';
import { UserData, type UserDataDeps } from './user-data.ts';

const images = (trainExamples: number) => ({ trainExamples }) as NonNullable<RunStore['ownData']>;

it('says that n and batch were lowered to the images there are, in the note and in the run’s remarks', () => {
  const { address, issues } = parseAddress('data=own');
  const store = new RunStore(address, issues);
  const userData = new UserData({
    store,
    // No command reaches the trainer.
    client: undefined as unknown as UserDataDeps['client'],
    edit: (changes) => {
      const edited = editAddress(store.address, changes);
      store.setAddress(edited.address, edited.issues);
    },
  });
  const lowered = [
    'All 13 training images are used.',
    'batch=128 is more than the 13 training examples; 13 is used.',
  ] as const;
  userData.receive({ type: 'own-data', data: images(13) });
  userData.receive({ type: 'data-stored', summary: '16 images are kept.' });
  expect(store.dataNote?.text).toBe(['16 images are kept.', ...lowered].join(' '));
  store.clear();
  expect(store.remarks).toEqual(lowered);

  userData.receive({ type: 'own-data', data: images(100) });
  expect(store.params).toMatchObject({ n: 100, batch: 100 });
});
