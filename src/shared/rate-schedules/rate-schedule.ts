/** A learning-rate schedule: a factor on the rate, as a pure function of the step and the planned steps. */

export interface RateSchedule<Name extends string = string> {
  /** Name in addresses and run files. */
  readonly name: Name;
  /** Text for the table of keys. */
  readonly help: string;
  /**
   * The factor, from 0 to 1, for the update after `step` completed ones.
   * @param step from 0 to `steps` − 1
   * @param steps planned steps of the run
   * @param warmup warmup steps, which are part of `steps`
   */
  factor(step: number, steps: number, warmup: number): number;
}

/** Checks a schedule and infers its literal name. */
export const defineRateSchedule = <const Name extends string>(schedule: RateSchedule<Name>): RateSchedule<Name> =>
  schedule;
