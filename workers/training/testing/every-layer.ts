/** A run of a network with every kind of layer, for the tests that compare backends and interrupted runs. */
import { DEFAULT_PARAMS, resolveParams } from '../../../src/shared/run/run-params.ts';

const MODEL = [
  'conv3x4s2-bn-relu-pool3s2-lrn',
  'res(conv3x6-gelu)-respad(conv3x8s2-tanh)',
  'cat(conv1x4-gelu,avgpool3-tanh-dropout.1,res(bn-gelu))-avgpool2-dropout.25',
  'cat(avgpool,flatten)-dense12-gelu-dropout.5-dense9-bn-tanh',
].join('-');

export const EVERY_LAYER = resolveParams({
  ...DEFAULT_PARAMS,
  data: 'synthetic',
  n: 90,
  size: 14,
  model: MODEL,
  batch: 6,
  steps: 50,
  lr: 0.01,
  decay: 1e-3,
  probe: 20,
  windows: [{ start: 5, stop: 40 }],
  stride: 5,
});
