import { defineRateSchedule } from './rate-schedule.ts';
import { msg } from '../util/texts.ts';

export const constant = defineRateSchedule({
  name: 'constant',
  help: msg('stays'),
  factor: () => 1,
});
