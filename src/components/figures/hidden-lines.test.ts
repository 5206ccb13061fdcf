import { describe, expect, it } from 'vitest';
import { hiddenAmong, hiddenLines, isolated, rememberHidden, toggled } from './hidden-lines.ts';

const NAMES = ['batch', 'training', 'test'];
const NONE = new Set<string>();

describe('hidden lines', () => {
  it('hide one by one and come back; the last one stays', () => {
    const one = toggled(NONE, 'test', NAMES);
    expect([...one]).toEqual(['test']);
    expect(toggled(one, 'test', NAMES)).toEqual(NONE);
    const two = toggled(one, 'batch', NAMES);
    expect(toggled(two, 'training', NAMES)).toEqual(two);
  });

  it('leave one line alone, and show all again', () => {
    const alone = isolated(NONE, 'test', NAMES);
    expect([...alone]).toEqual(['batch', 'training']);
    expect(isolated(alone, 'test', NAMES)).toEqual(NONE);
    expect([...isolated(alone, 'batch', NAMES)]).toEqual(['training', 'test']);
  });

  it('are those of the lines that a chart has', () => {
    expect([...hiddenAmong(new Set(['test', 'dense9']), NAMES)]).toEqual(['test']);
    expect(hiddenAmong(new Set(['dense1', 'dense2']), ['dense1'])).toEqual(NONE);
  });

  it('are remembered, each chart by itself', () => {
    rememberHidden('Loss', new Set(['test']));
    rememberHidden('Accuracy', new Set(['corrupted, given', 'test']));
    rememberHidden('Loss', new Set(['batch']));
    expect([...hiddenLines('Loss')]).toEqual(['batch']);
    expect([...hiddenLines('Accuracy')]).toEqual(['corrupted, given', 'test']);
  });
});
