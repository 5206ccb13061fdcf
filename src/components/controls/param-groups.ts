/** The settings in each disclosure, and the summary of a closed disclosure. */
import { formatCount } from '../../charts/format.ts';
import { PARAM_SPECS, type ParamSpec, type ResolvedParams } from '../../shared/run/run-params.ts';
import type { Group } from '../../shared/settings/define.ts';

export interface ParamGroup {
  readonly title: string;
  readonly specs: readonly ParamSpec[];
  readonly summary: (params: ResolvedParams) => string;
}

const settingsOf = (group: Group): readonly ParamSpec[] => PARAM_SPECS.filter((spec) => spec.group === group);

/** Settings with a slider above the disclosures. */
export const SLIDER_PARAMS = settingsOf('slider');

export const PARAM_GROUPS: readonly ParamGroup[] = [
  {
    title: 'Data',
    specs: settingsOf('data'),
    summary: ({ data, n, size }) => `${data} · ${formatCount(n)}${size === 28 ? '' : ` · ${size}×${size}`}`,
  },
  {
    title: 'Network',
    specs: settingsOf('network'),
    summary: ({ model, width, norm }) =>
      [model, width.join('-')].filter((part) => part !== '').join(' ') + (norm === 'batch' ? ' · batch norm' : ''),
  },
  {
    title: 'Run',
    specs: settingsOf('run'),
    summary: ({ seed, steps, twin }) => `${twin ? 'twin · ' : ''}seed ${seed} · ${formatCount(steps)} steps`,
  },
];
