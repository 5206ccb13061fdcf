/**
 * Every setting of a run, in the order of addresses, controls and tables. To add one, define it in a file of this folder
 * and add it here: types, defaults, address, checks, run file, schedule, controls, help and docs derive from the list.
 */
import * as data from './data.ts';
import * as measuring from './measuring.ts';
import * as network from './network.ts';
import * as training from './training.ts';

export const SETTINGS = [
  data.data,
  data.n,
  data.edge,
  network.model,
  network.width,
  network.norm,
  network.activation,
  network.dropout,
  training.batch,
  training.optimizer,
  training.lr,
  training.momentum,
  training.beta2,
  training.eps,
  training.decay,
  training.lrdecay,
  training.schedule,
  training.warmup,
  training.smoothing,
  training.steps,
  training.seed,
  data.labels,
  data.noise,
  data.shuffle,
  data.pixels,
  data.augment,
  training.twin,
  measuring.windows,
  measuring.stride,
  measuring.probe,
  training.backend,
] as const;
