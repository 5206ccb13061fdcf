/** A setting that no release has, for the test that one definition is enough. */
import { defineSetting } from '../../src/shared/settings/define.ts';
import { number } from '../../src/shared/settings/types.ts';

export const sharpness = defineSetting({
  key: 'sharpness',
  type: number(0, 2),
  default: 0.25,
  added: true,
  group: 'run',
  live: true,
  label: 'Sharpness',
  help: 'How sharp.',
  explanation: {
    name: 'Sharpness s',
    what: 'How sharp it is.',
    formula: 's',
    latex: 's',
    unit: '',
    shows: 'Nothing.',
    sources: [],
  },
  rule(params: { readonly sharpness: number; readonly seed: number }) {
    if (params.sharpness <= 1 || params.seed === 1 || params.seed > 9) return undefined;
    return { value: 1, what: `sharpness=${params.sharpness} needs a seed above 9`, instead: '1 is used' };
  },
});
