import { describe, expect, it } from 'vitest';
import { viewOf, withView } from './page-view.ts';
import { parseAddress } from './run-url.ts';

describe('the view of an address', () => {
  it('is one key, and the full page without it', () => {
    expect(['?view=present', 'lr=.1&view=embed', '', 'view=all'].map(viewOf)).toEqual([
      'present',
      'embed',
      'full',
      'full',
    ]);
    expect([withView('', 'embed'), withView('n=10', 'present'), withView('n=10', 'full')]).toEqual([
      'view=embed',
      'n=10&view=present',
      'n=10',
    ]);
  });

  it('isn’t a setting of the run, and only an unknown view is an issue', () => {
    const plain = parseAddress('n=10&batch=5');
    expect(parseAddress('n=10&batch=5&view=present')).toEqual(plain);
    const { address, issues } = parseAddress('n=10&batch=5&view=all');
    expect(address).toEqual(plain.address);
    expect(issues).toEqual([
      {
        subject: '“view”',
        what: expect.stringContaining('present, embed') as string,
        instead: 'the whole page is shown',
      },
    ]);
  });
});
