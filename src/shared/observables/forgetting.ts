/**
 * How often training examples were forgotten (Toneva et al. 2019, arXiv 1812.05159), separately for clean and corrupted
 * examples. Pure arithmetic.
 */

/** For one kind of example; NaN if there are none. */
export interface Forgetting {
  /** Mean number of forgetting events of the examples that were fitted at some time. */
  readonly events: number;
  /** Fraction of the examples that were fitted at some time and never forgotten since, [0, 1]. */
  readonly unforgettable: number;
}

/** The history of single examples: four columns of one length. */
export interface Histories {
  readonly observed: ArrayLike<number>;
  readonly truth: ArrayLike<number>;
  /** Step of the first evaluation that found the example fitted; NaN: never fitted. */
  readonly firstFitted: ArrayLike<number>;
  /** Forgetting events. */
  readonly forgotten: ArrayLike<number>;
}

export function forgetting(of: Histories): { readonly clean: Forgetting; readonly corrupted: Forgetting } {
  return { clean: ofKind(of, true), corrupted: ofKind(of, false) };
}

function ofKind({ observed, truth, firstFitted, forgotten }: Histories, clean: boolean): Forgetting {
  let examples = 0;
  let fitted = 0;
  let never = 0;
  let events = 0;
  for (let i = 0; i < observed.length; i++) {
    if ((observed[i] === truth[i]) !== clean) continue;
    examples++;
    if (Number.isNaN(firstFitted[i])) continue;
    fitted++;
    events += forgotten[i] ?? 0;
    if (forgotten[i] === 0) never++;
  }
  return { events: fitted > 0 ? events / fitted : NaN, unforgettable: examples > 0 ? never / examples : NaN };
}
