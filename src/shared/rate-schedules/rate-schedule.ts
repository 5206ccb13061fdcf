/** How the learning rate changes over a run: a factor on it, a pure function of the step and the planned steps. */

export interface RateSchedule<Name extends string = string> {
  /** In addresses and run files. */
  readonly name: Name;
  /** For the table of keys. */
  readonly help: string;
  /**
   * The factor, from 0 to 1, for the update after `step` completed ones.
   * @param step from 0 to `steps` − 1
   * @param steps planned for the run
   * @param warmup steps of the run that are for warmup
   */
  factor(step: number, steps: number, warmup: number): number;
}

/** Checks a schedule and keeps its exact name. */
export const defineRateSchedule = <const Name extends string>(schedule: RateSchedule<Name>): RateSchedule<Name> =>
  schedule;
