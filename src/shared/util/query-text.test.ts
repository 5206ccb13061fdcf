import { describe, expect, it } from 'vitest';
import { viewOf } from '../run/page-view.ts';
import { readQuery, withoutTracking } from './query-text.ts';
import { parseAddress, queryOf } from '../run/run-url.ts';
import { issueText } from './issues.ts';

const clean = 'lr=0.1&steps=50&events=20:shuffle=1,30:shuffle=0';
const wanted = parseAddress(clean);

describe('links that other programs changed', () => {
  it.each([
    ['HTML’s escape', clean.replaceAll('&', '&amp;')],
    ['HTML’s escape twice', clean.replaceAll('&', '&amp;amp;')],
    ['HTML’s number', clean.replaceAll('&', '&#38;')],
    ['HTML’s escape, percent-encoded', clean.replaceAll('&', '&amp%3B')],
    ['a full stop', `${clean}.`],
    ['a bracket', `${clean})`],
    ['a bracket and a full stop', `${clean}).`],
    ['quotes and a comma', `${clean}”,`],
    ['a line break at the end', `${clean}%0A`],
    ['a line break in the middle', clean.replace('shuffle=1', 'shuf%0D%0Afle=1')],
    ['spaces around', `%20${clean}%20`],
    ['spaces after commas', clean.replace(',', ', ')],
    ['a space of no width', `${clean}%E2%80%8B`],
    ['tracking keys', `${clean}&utm_source=mail&fbclid=x&gclid=y&ref=z`],
    ['tracking keys in front', `utm_source=mail&${clean}`],
    ['a trailing &', `${clean}&`],
  ])('%s: the same run without faults', (_, query) => {
    expect(parseAddress(query)).toEqual(wanted);
    expect(parseAddress(queryOf(`https://lab.example/?${query}`))).toEqual(wanted);
  });

  it('keeps a closed bracket and punctuation inside a value', () => {
    expect(readQuery('model=conv3x8-cat(a,b)')).toEqual([['model', 'conv3x8-cat(a,b)']]);
    expect(readQuery('model=(cat(a,b))).')).toEqual([['model', '(cat(a,b))']]);
    expect(readQuery('lr=.5).&n=1')).toEqual([
      ['lr', '.5).'],
      ['n', '1'],
    ]);
  });

  it('strips punctuation from a last key without a value', () => {
    expect(readQuery('n=50&start.')).toEqual([
      ['n', '50'],
      ['start', ''],
    ]);
  });

  it('reads the view from such a link', () => {
    expect(viewOf('?n=100&amp;view=embed.')).toBe('embed');
  });

  it('removes tracking keys from the page’s address and keeps everything else', () => {
    expect(withoutTracking('?utm_source=a&lr=0.10&x=1&ref=b')).toBe('?lr=0.10&x=1');
    expect(withoutTracking('?fbclid=1')).toBe('');
    expect(withoutTracking('?lr=0.1&reference=1')).toBe('?lr=0.1&reference=1');
  });
});

describe('whole numbers with a dot', () => {
  it.each([
    ['steps=2.000&lr=0.1', /^steps=“2\.000” has a dot: write 2 or 2000 without one; 2000 is used\.$/],
    ['n=5.000&lr=0.1', /^n=“5\.000” has a dot: write 5 or 5000 without one/],
    ['batch=64.0&lr=0.1', /^batch=“64\.0” has a dot: write 64 or 640 without one/],
    ['seed=7.&lr=0.1', /^seed=“7\.” has a dot: write 7 without one/],
    ['steps=2.5&lr=0.1', /is not a whole number/],
  ])('rejects %s and names the fault', (query, sentence) => {
    const { issues } = parseAddress(query);
    expect(issues).toHaveLength(1);
    expect(issues.map(issueText)[0]).toMatch(sentence);
  });
});
