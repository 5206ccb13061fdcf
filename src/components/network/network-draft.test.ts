import { describe, expect, it } from 'vitest';
import { checkDraft, DraftHistory, moved, numbersOf, replaced, textsOf, withNumber } from './network-draft.ts';
import { parseLayers } from '../../shared/network/text.ts';

const USE = { input: [14, 14, 1], classes: 10, batch: 20 } as const;
const problems = (texts: readonly string[]): (string | undefined)[] =>
  checkDraft(texts, USE).layers.map(({ problem }) => problem);

describe('a draft', () => {
  it('that is possible has every layer placed and no problem', () => {
    const { layers, placed, problem } = checkDraft(['conv3x4', 'pool2s2', 'dense5'], USE);
    expect(layers.map((layer) => layer.placed?.output)).toEqual([[14, 14, 4], [7, 7, 4], [5]]);
    expect(placed?.parameters).toBe(40 + 985 + 60);
    expect(problem).toBeUndefined();
  });

  it('has its problem at the first impossible layer; the layers before it keep their shapes', () => {
    const draft = checkDraft(['conv3x4', 'flatten', 'pool2s2', 'dense5'], USE);
    expect(draft.placed).toBeUndefined();
    expect(draft.layers.map((layer) => layer.placed?.output)).toEqual([[14, 14, 4], [784], undefined, undefined]);
    expect(draft.layers.map(({ problem }) => problem)).toEqual([
      undefined,
      undefined,
      expect.stringMatching(/^This network is impossible: layer 3, pool2s2, needs an image.*a vector of 784\.$/),
      undefined,
    ]);
  });

  it('has its problem at a text that is no layer, or at an earlier impossible layer', () => {
    expect(problems(['relu', 'conv3y4', 'bn'])).toEqual([undefined, expect.stringContaining('conv3y4'), undefined]);
    expect(problems(['dense5', 'lrn', 'nonsense'])).toEqual([undefined, expect.stringContaining('layer 2'), undefined]);
  });

  it('without layers, or of a size that cannot be built, has a problem as a whole', () => {
    expect(checkDraft([], USE).problem).toBe('This network needs a layer before its classifier.');
    const large = checkDraft(['conv3x4096', 'conv3x4096'], USE);
    expect(large.problem).toMatch(/^This network has \d+\.?\d* million parameters; at most/);
    expect(large.placed).toBeUndefined();
  });
});

it('changes one number of a layer, and accepts several layers typed in place of one', () => {
  const read = parseLayers('conv3x16s2');
  const [spec] = read.ok ? read.value : [];
  if (!spec) throw new Error('no layer');
  expect(numbersOf(spec)).toEqual([
    ['edge', 3],
    ['channels', 16],
    ['stride', 2],
  ]);
  expect(withNumber(spec, 'channels', '8')).toBe('conv3x8s2');
  expect(parseLayers(withNumber(spec, 'channels', '')).ok).toBe(false);
  expect(replaced(['relu', 'bn'], 1, 'conv3x4-bn')).toEqual(['relu', 'conv3x4', 'bn']);
  expect(replaced(['relu', 'bn'], 0, 'what')).toEqual(['what', 'bn']);
  expect(textsOf([spec])).toEqual(['conv3x16s2']);
});

it('moves a layer up and down', () => {
  expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
  expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
});

it('undoes and redoes; a new state after an undo drops what was undone', () => {
  const state = (text: string) => ({ texts: [text], settings: undefined });
  const history = new DraftHistory(state('a'));
  expect([history.canUndo, history.canRedo]).toEqual([false, false]);
  history.push(state('b'));
  history.push(state('c'));
  history.undo();
  history.undo();
  history.undo();
  expect(history.present.texts).toEqual(['a']);
  history.redo();
  expect([history.present.texts, history.canUndo, history.canRedo]).toEqual([['b'], true, true]);
  history.push(state('d'));
  history.redo();
  expect([history.present.texts, history.canRedo]).toEqual([['d'], false]);
});
