import { defineRateSchedule } from './rate-schedule.ts';

export const constant = defineRateSchedule({
  name: 'constant',
  help: 'stays',
  factor: () => 1,
});
