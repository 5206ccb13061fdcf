/**
 * Long work in parts: between two of them the caller may do other things, or leave the rest for later. A step of a large
 * network takes seconds on a processor, and a pause must not wait for its end.
 */
import { engine, type TensorContainer } from '@tensorflow/tfjs-core';

/** Each `yield` is a place between two parts. */
export type Parts<T> = Generator<undefined, T>;

/** As tfjs's `tidy`, for work in parts: what it made is given back at its end, also where the rest is given up. */
export function* tidyParts<T extends TensorContainer>(work: () => Parts<T>): Parts<T> {
  engine().startScope('parts');
  let made: T | undefined;
  try {
    made = yield* work();
    return made;
  } finally {
    engine().endScope(made);
  }
}

/** All parts, one right after the other. */
export function withoutPause<T>(parts: Parts<T>): T {
  for (;;) {
    const part = parts.next();
    if (part.done === true) return part.value;
  }
}
