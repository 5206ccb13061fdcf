/** Observables of a probe and layer. */
import { PROBE_EXPLANATIONS } from '../explanations/probe.ts';
import { defineObservable, type LayerChart } from './define.ts';
import { msg } from '../util/texts.ts';

export const m = defineObservable({ key: 'm', family: 'probes', compute: (facts) => facts.m });

export const coherence = defineObservable({
  key: 'coherence',
  family: 'probes',
  explanation: PROBE_EXPLANATIONS.coherence,
  chart: {
    title: msg('Coherence, own m'),
    symbol: msg('C, own m'),
    unit: msg('m as in the table'),
    logarithmic: true,
    guides: [{ value: 1, label: msg('orthogonal') }],
  },
  compute: (facts) => facts.coherence,
});

export const signal = defineObservable({
  key: 'signal',
  family: 'probes',
  explanation: PROBE_EXPLANATIONS.signal,
  compute: (facts) => facts.signal,
});

export const noise = defineObservable({
  key: 'noise',
  family: 'probes',
  explanation: PROBE_EXPLANATIONS.noise,
  compute: (facts) => facts.noise,
});

/** Only dense layers have rows. */
const cosineOfPairs = {
  unit: msg('dense layers, cosine of pairs'),
  logarithmic: false,
  range: { min: -1, max: 1 },
  guides: [{ value: 0, label: msg('orthogonal') }],
} as const satisfies Partial<LayerChart>;

export const stiffnessWithin = defineObservable({
  key: 'stiffnessWithin',
  family: 'stiffness',
  explanation: PROBE_EXPLANATIONS.stiffnessWithin,
  chart: { ...cosineOfPairs, title: msg('Stiffness within classes'), symbol: msg('stiffness, within') },
  compute: (facts) => facts.within,
});

export const stiffnessBetween = defineObservable({
  key: 'stiffnessBetween',
  family: 'stiffness',
  explanation: PROBE_EXPLANATIONS.stiffnessBetween,
  chart: { ...cosineOfPairs, title: msg('Stiffness between classes'), symbol: msg('stiffness, between') },
  compute: (facts) => facts.between,
});
