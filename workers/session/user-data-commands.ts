/** Answers the page's commands about the user's images, independently of any run. */
import { isOwn } from '../../src/shared/data-sets/find.ts';
import type { Command } from '../../src/shared/protocol/protocol.ts';
import { failureOf } from './failures.ts';
import type { SessionDeps } from './session-deps.ts';

/** Stores the files, and reports the result. */
export async function storeData(
  parts: SessionDeps,
  { into, files }: Extract<Command, { type: 'store-data' }>,
): Promise<void> {
  try {
    const summary = await parts.storeData(into, files, (what, fraction) => {
      parts.post({ type: 'data-progress', what, fraction }, []);
    });
    if (isOwn(into)) await describeOwn(parts);
    parts.post({ type: 'data-stored', summary }, []);
  } catch (error) {
    parts.post({ type: 'data-refused', message: failureOf(error, 0).message }, []);
  }
}

/** Reports which images of the user's are stored. Unreadable ones are reported when a run asks for them. */
export async function describeOwn(parts: SessionDeps): Promise<void> {
  const data = await parts.describeOwn().catch(() => null);
  parts.post({ type: 'own-data', data }, []);
}

/** Reports whether a run of the data set would find its images. If that is unknown, starting a run finds out. */
export async function findData(parts: SessionDeps, { of }: Extract<Command, { type: 'find-data' }>): Promise<void> {
  const held = await parts.holdsData(of).catch(() => true);
  parts.post({ type: 'data-held', of, held }, []);
}
