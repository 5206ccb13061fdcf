import { describe, expect, it } from 'vitest';
import { parseSweepOptions } from './options.ts';

const issues = (...args: string[]): string => {
  const parsed = parseSweepOptions(args);
  return parsed.kind === 'wrong' ? parsed.issues.join('\n') : parsed.kind;
};

describe('the sweep command’s options', () => {
  it('name the folder by the file unless told, and pass the engine its own', () => {
    expect(parseSweepOptions(['a/b.json'])).toMatchObject({ options: { out: 'sweeps/b', remotes: [], engine: [] } });
    expect(
      parseSweepOptions(['s.json', '--workers', '3', '--shard=2/8', '--retries', '0', '--time-limit', '90']),
    ).toMatchObject({ options: { engine: ['--workers=3', '--shard=2/8', '--retries=0', '--timeout=90000'] } });
  });

  it('take several remotes', () => {
    expect(parseSweepOptions(['s.json', '--remote', 'ws://a:1/', '--remote=wss://b/'])).toMatchObject({
      options: { remotes: ['ws://a:1/', 'wss://b/'] },
    });
  });

  it.each([
    [['s.json', '--shard', '0/2'], /--shard 0\/2 is not I\/M/],
    [['s.json', '--shard', '3/2'], /--shard 3\/2 is not I\/M/],
    [['s.json', '--workers', 'many'], /--workers many is not a whole number from 1/],
    [['s.json', '--remote', 'http://a/'], /is not the address of a run-server/],
    [['s.json', '--out', 'a', '--out', 'b'], /--out is given twice/],
    [['s.json', '--what'], /--what is not an option/],
    [['s.json', 't.json'], /More than one sweep file/],
    [['--compare', 'a', 's.json'], /--compare takes a folder and nothing else/],
    [[], /No sweep file/],
  ])('%j is refused in a sentence', (args, sentence) => {
    expect(issues(...args)).toMatch(sentence);
  });

  it('may ask for help or for the compare page', () => {
    expect(issues('--help')).toBe('help');
    expect(parseSweepOptions(['--compare', 'runs'])).toEqual({ kind: 'compare', folder: 'runs' });
  });
});
