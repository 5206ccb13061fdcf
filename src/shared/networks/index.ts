/** The named networks, in the order of the page's list. To add one, add its file and one line here. */
import type { NetworkDefinition } from '../network/definition.ts';
import { alexnetSmall } from './alexnet-small.ts';
import { cnn } from './cnn.ts';
import { inceptionSmall } from './inception-small.ts';
import { mlp } from './mlp.ts';
import { resnet } from './resnet.ts';

export const NETWORKS: readonly NetworkDefinition[] = [mlp, cnn, alexnetSmall, inceptionSmall, resnet];
