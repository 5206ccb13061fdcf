/** The settings in each disclosure, and the summary of a closed disclosure. */
import { formatCount } from '../../charts/format.ts';
import { PARAM_SPECS, type ParamSpec, type ResolvedParams } from '../../shared/run/run-params.ts';
import type { Group } from '../../shared/settings/define.ts';
import { msg, str } from '../../shared/util/texts.ts';

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
    title: msg('Data'),
    specs: settingsOf('data'),
    summary: ({ data, n, size }) => `${data} · ${formatCount(n)}${size === 28 ? '' : ` · ${size}×${size}`}`,
  },
  {
    title: msg('Network'),
    specs: settingsOf('network'),
    summary: ({ model, width, norm }) =>
      [
        [model, width.join('-')].filter((part) => part !== '').join(' '),
        ...(norm === 'batch' ? [msg('batch norm')] : []),
      ].join(' · '),
  },
  {
    title: msg('Run'),
    specs: settingsOf('run'),
    summary: ({ seed, steps, twin }) =>
      [...(twin ? [msg('paired')] : []), msg(str`seed ${seed}`), msg(str`${formatCount(steps)} steps`)].join(' · '),
  },
];
