import { describe, expect, it } from 'vitest';
import { networkDefaults, networkSpecOf, placeRun, type NetworkParams } from '../networks/of-run.ts';
import { resolveParams } from '../run/run-params.ts';
import { formatAddress, parseAddress } from '../run/run-url.ts';
import { sizeIssue } from './layout.ts';
import { formatLayers, parseLayers } from './text.ts';
import { issueText } from '../util/issues.ts';

const placed = (params: Partial<NetworkParams> & { model: string }, channels = 3) =>
  placeRun({ ...networkDefaults(params.model), size: 28, ...params }, { channels, classes: 10 });
const counts = (params: Partial<NetworkParams> & { model: string }) => {
  const network = placed(params);
  if (!network.ok) throw new Error(network.reason);
  return [network.value.parameters, network.value.trainable];
};

describe('a network’s text', () => {
  it.each([
    'conv5x64s2-bn-relu-pool3s2-lrn-dense384-relu-dropout.5',
    'cat(conv1x8-relu,conv3x8-gelu-res(conv3x8-tanh))-avgpool2s2-flatten',
    'respad(conv3x16s2-bn)-relu-avgpool',
  ])('parses and prints %s unchanged', (text) => {
    const layers = parseLayers(text);
    expect(layers.ok && formatLayers(layers.value)).toBe(text);
  });

  it.each([
    ['', 'layer 1'],
    ['conv3x16-pool', 'layer 2'],
    ['conv3x0', 'layer 1'],
    ['cat(conv3x1)', 'layer 2'],
    ['res(bn', 'layer 2'],
    ['dense5)', 'layer 1'],
    ['dropout1', 'layer 1'],
    ['conv99x1', 'layer 1'],
    ['('.repeat(5000), 'layer'],
  ])('rejects %.30s and names the layer', (text, where) => {
    const layers = parseLayers(text);
    expect(layers.ok ? '' : layers.reason).toMatch(where);
  });
});

describe('an address', () => {
  const model = 'cat(conv1x8-relu,res(conv3x8-tanh))';
  const issues = (query: string): string[] => parseAddress(query).issues.map(issueText);

  it('accepts a spelled-out or percent-encoded network, and never ends with it', () => {
    for (const text of [model, encodeURIComponent(model).replaceAll('(', '%28').replaceAll(')', '%29')]) {
      const { address, issues } = parseAddress(`model=${text}`);
      expect(issues).toEqual([]);
      expect(address.params.model).toBe(model);
      expect(formatAddress(address)).toBe(`model=${model}&seed=1`);
    }
  });

  it('rejects an impossible network and an impossible ResNet depth', () => {
    expect(issues('model=dense8-conv3x4')[0]).toMatch('layer 2, conv3x4, needs an image');
    expect(issues('model=resnet&width=21')[0]).toMatch('width 21 is not a depth 6n + 2');
    expect(issues('model=resnet&width=32')).toEqual([]);
  });

  it('applies activation and dropout where a named network uses them', () => {
    const specOf = (query: string) =>
      formatLayers(networkSpecOf(resolveParams(parseAddress(query).address.params)).layers);
    expect(specOf('model=mlp&width=8-4&activation=gelu&dropout=0.5')).toBe(
      'dense8-gelu-dropout.5-dense4-gelu-dropout.5',
    );
    expect(specOf('model=cnn&width=8&activation=tanh')).toBe('conv3x8-bn-tanh-avgpool');
    expect(issues('dropout=1')[0]).toMatch('dropout=“1” is not a number from 0 to 0.99; 0 is used.');
    expect(issues('model=cnn&dropout=.5')).toEqual([
      'dropout=0.5 is for hidden dense layers, and cnn has none; 0 is used.',
    ]);
    expect(issues('model=dense8&dropout=.5&activation=gelu')).toEqual([
      'activation cannot be set for a network that is spelled out; its own layers are used.',
      'dropout cannot be set for a network that is spelled out; its own layers are used.',
    ]);
  });
});

describe('a network’s shapes', () => {
  it('have the parameter counts of the papers', () => {
    expect(counts({ model: 'mlp', width: [512, 512, 512] })).toEqual([1_735_178, 1_735_178]);
    expect(counts({ model: 'mlp', width: [512] })).toEqual([1_209_866, 1_209_866]);
    expect(counts({ model: 'inception-small', norm: 'none' })).toEqual([1_649_402, 1_649_402]);
    expect(counts({ model: 'inception-small' })).toEqual([1_649_402, 1_651_114]);
    expect(counts({ model: 'alexnet-small' })).toEqual([1_387_786, 1_387_786]);
    // Kernels, scales, offsets and the classifier; 688 of them are scales.
    expect(counts({ model: 'resnet' })).toEqual([269_722 - 688, 269_722]);
    const alexnet = 'conv5x64-relu-pool3s2-lrn-conv5x64-relu-pool3s2-lrn-dense384-relu-dense192-relu';
    expect(counts({ model: alexnet })).toEqual([1_387_786, 1_387_786]);
  });

  it.each([
    ['dense8-conv3x4', 'layer 2, conv3x4, needs an image, height×width×channels, but gets a vector of 8'],
    ['cat(conv3x4,pool2s2)', 'layer 1, cat(…), joins 28×28×4 of branch 1 and 14×14×3 of branch 2'],
    ['res(dense5)', 'layer 1, res(…), cannot add its input, 28×28×3, to 5'],
    ['respad(conv3x2)', 'layer 1, respad(…), cannot add its input, 28×28×3, to 28×28×2'],
  ])('reject %s and name the layer and both shapes', (model, reason) => {
    const network = placed({ model });
    expect(network.ok ? '' : network.reason).toContain(reason);
  });

  it('limit the size before allocation', () => {
    const huge = placed({ model: 'conv3x4096-conv3x4096' });
    expect(huge.ok && sizeIssue(huge.value, 2)).toMatch('parameters');
    const inception = placed({ model: 'inception-small' });
    const issue = inception.ok && sizeIssue(inception.value, 4096);
    expect(issue).toBe(
      'needs 19.89 GB of memory for a batch of 4096; at most 2.80 GB are available, enough for a batch of 571',
    );
    // `workers/training/memory.test.ts` trains with this batch.
    expect(inception.ok && sizeIssue(inception.value, 571)).toBeUndefined();
    expect(inception.ok && sizeIssue(inception.value, 572)).toBeDefined();
    const vast = placed({ model: `conv1x4096${'-gelu'.repeat(230)}` });
    expect(vast.ok && sizeIssue(vast.value, 2)).toMatch('too little for one example');
  });
});
