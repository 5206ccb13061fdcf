import { defineRateSchedule } from './rate-schedule.ts';
import { msg } from '../util/texts.ts';

export const step = defineRateSchedule({
  name: 'step',
  help: msg('is a tenth from half of the steps on and a hundredth from three quarters on'),
  factor: (at, steps) => (at < 0.5 * steps ? 1 : at < 0.75 * steps ? 0.1 : 0.01),
});
