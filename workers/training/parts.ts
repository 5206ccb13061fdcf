/**
 * Long work in parts, as a generator. Between two parts the caller can do other things, or stop. One step of a large
 * network takes seconds on a CPU, and a pause must not wait for its end.
 */
import { engine, type TensorContainer } from '@tensorflow/tfjs-core';

/** Each `yield` is a place between two parts. */
export type Parts<T> = Generator<undefined, T>;

/** Like tfjs's `tidy`, for work in parts: frees the work's tensors at its end, also when the caller stops early. */
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

/** Runs all parts without a break. */
export function withoutPause<T>(parts: Parts<T>): T {
  for (;;) {
    const part = parts.next();
    if (part.done === true) return part.value;
  }
}
