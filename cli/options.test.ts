import { describe, expect, it } from 'vitest';
import { queryOf } from '../src/shared/run/run-url.ts';
import { parseOptions, type Options } from './options.ts';

function options(...args: string[]): Options {
  const parsed = parseOptions(args);
  if (parsed.kind !== 'run') throw new Error(JSON.stringify(parsed));
  return parsed.options;
}
function issues(...args: string[]): string {
  const parsed = parseOptions(args);
  return parsed.kind === 'wrong' ? parsed.issues.join('\n') : parsed.kind;
}

describe('the address', () => {
  it.each([
    ['n=400&steps=3', 'n=400&steps=3'],
    ['?n=400', 'n=400'],
    ['https://lab.example/path/?n=400#top', 'n=400'],
    ['http://localhost:4173/', ''],
    ['', ''],
  ])('%s has the query %s', (address, query) => {
    expect(queryOf(address)).toBe(query);
  });

  it('is opened with start=1', () => {
    expect(options('?n=400&start=0').query).toBe('n=400&start=1');
    expect(options('preset=memorize').query).toBe('preset=memorize&start=1');
  });

  it('is refused with every fault named', () => {
    expect(issues('?n=x&foo=1')).toBe('n=“x” is not a whole number.\n“foo” is not a key of this lab.');
    expect(issues()).toBe('No address is given.');
    expect(issues('n=400', 'steps=3')).toMatch(/More than one address/);
  });
});

describe('the options', () => {
  it('name files, in both forms and any order', () => {
    const { outputs } = options('--out', 'a.json', 'n=400', '--csv=b.csv', '--report', 'c.md', '--tensorboard', 'logs');
    expect(outputs).toEqual({ out: 'a.json', csv: 'b.csv', report: 'c.md', tensorboard: 'logs' });
  });

  it('name the files of a data set, which the page gets before it trains', () => {
    const { data, query } = options('data=cifar10', '--data', 'data_batch_1.bin', '--data=test_batch.bin');
    expect(data).toEqual(['data_batch_1.bin', 'test_batch.bin']);
    expect(query).toBe('data=cifar10');
    expect(issues('data=cifar10', '--data')).toBe('--data names no file.');
    expect(issues('n=400', '--data', 'a')).toContain('data=mnist, which needs no files');
    expect(issues('data=own')).toContain('name their folder or files with --data');
  });

  it('are refused when unknown, empty or given twice', () => {
    expect(issues('n=400', '--what', '--out')).toBe('--what is not an option.\n--out names no file.');
    expect(issues('n=400', '--out=', '--csv', 'a', '--csv', 'b')).toBe('--out names no file.\n--csv is given twice.');
  });

  it('say what a report has besides the run', () => {
    const { details } = options('n=400', '--report=a.md', '--title', 'A title', '--author=A and B');
    expect(details).toEqual({ title: 'A title', author: 'A and B', note: '' });
    expect(issues('n=400', '--note', 'a', '--out=b')).toBe('--note: only a report has it. Add --report or --html.');
    expect(issues('n=400', '--html=a', '--title')).toBe('--title names no text.');
  });

  it('may ask to begin again', () => {
    expect(options('n=400', '--restart', '--out', 'a').restart).toBe(true);
    expect(options('n=400').restart).toBe(false);
  });

  it('may ask for help', () => {
    expect(issues('--help')).toBe('help');
  });

  it('may ask for the network alone, with no output', () => {
    expect(parseOptions(['--spec', 'model=resnet'])).toMatchObject({
      kind: 'spec',
      address: { params: { model: 'resnet' } },
    });
    expect(issues('--spec', '--out=a', 'n=400')).toBe('--spec trains nothing, so no other option goes with it.');
    expect(issues('--spec', 'model=conv5')).toContain('is not one of mlp');
  });
});
