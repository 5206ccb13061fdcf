/** In which disclosure each setting stands, and what a closed one says of itself. Derived from the table of settings. */
import { formatCount } from '../charts/format.ts';
import { PARAM_SPECS, type ParamKey, type ParamSpec, type ResolvedParams } from '../shared/run-params.ts';

export interface ParamGroup {
  readonly title: string;
  readonly specs: readonly ParamSpec[];
  readonly summary: (params: ResolvedParams) => string;
}

const DATA_KEYS: readonly ParamKey[] = ['data', 'n', 'size', 'labels', 'pixels'];
const NETWORK_KEYS: readonly ParamKey[] = ['model', 'width', 'norm'];
/** Settings with a slider or switch of their own. */
const SLIDER_KEYS: readonly ParamKey[] = ['lr', 'decay', 'shuffle'];

const named = (keys: readonly ParamKey[]): ParamSpec[] => PARAM_SPECS.filter(({ key }) => keys.includes(key));

export const PARAM_GROUPS: readonly ParamGroup[] = [
  {
    title: 'Data',
    specs: named(DATA_KEYS),
    summary: ({ data, n, size }) => `${data} · ${formatCount(n)}${size === 28 ? '' : ` · ${size}×${size}`}`,
  },
  {
    title: 'Network',
    specs: named(NETWORK_KEYS),
    summary: ({ model, width, norm }) =>
      [model, width.join('-')].filter((part) => part !== '').join(' ') + (norm === 'batch' ? ' · batch norm' : ''),
  },
  {
    title: 'Run',
    specs: PARAM_SPECS.filter(({ key }) => ![...DATA_KEYS, ...NETWORK_KEYS, ...SLIDER_KEYS].includes(key)),
    summary: ({ seed, steps, twin }) => `${twin ? 'twin · ' : ''}seed ${seed} · ${formatCount(steps)} steps`,
  },
];
