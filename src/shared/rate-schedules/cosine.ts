import { defineRateSchedule } from './rate-schedule.ts';
import { msg } from '../util/texts.ts';

/** Half a cosine after the warmup (Loshchilov & Hutter 2017, arXiv 1608.03983, without restarts). */
export const cosine = defineRateSchedule({
  name: 'cosine',
  help: msg('falls along half a cosine to 0 at the last step'),
  factor: (at, steps, warmup) =>
    at <= warmup ? 1 : 0.5 * (1 + Math.cos((Math.PI * (at - warmup)) / Math.max(1, steps - warmup))),
});
