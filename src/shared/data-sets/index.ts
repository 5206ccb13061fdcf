/** The data sets, in the order of the page's list. To add one, add its file and one line here. */
import { cifar10 } from './cifar10.ts';
import { cifar100 } from './cifar100.ts';
import type { DataSetDefinition } from './data-set.ts';
import { fashionMnist } from './fashion-mnist.ts';
import { mnist } from './mnist.ts';
import { own } from './own.ts';
import { synthetic } from './synthetic.ts';

export const DATA_SETS = [
  mnist,
  fashionMnist,
  cifar10,
  cifar100,
  synthetic,
  own,
] as const satisfies readonly DataSetDefinition[];

export type DataSet = (typeof DATA_SETS)[number]['name'];
