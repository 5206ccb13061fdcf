/** Looks up data sets by name. */
import type { DataSetDefinition } from './data-set.ts';
import { DATA_SETS, type DataSet } from './index.ts';

/** Throws for an unknown name. */
export function dataSetOf(name: string): DataSetDefinition {
  const found = DATA_SETS.find((dataSet) => dataSet.name === name);
  if (!found) throw new Error(`no data set ${name}`);
  return found;
}

/** Assumed number of classes until the files are read. */
export const ASSUMED_CLASSES = 10;

/** Number of classes, as known before the files are read. */
export const classCount = (name: string): number => dataSetOf(name).classNames.length || ASSUMED_CLASSES;

const isFromUser = ({ origin }: DataSetDefinition): boolean => origin.kind !== 'bundled' && origin.kind !== 'made';

/** Names of the data sets that come from the user's files. */
export const GIVEN_SETS: readonly DataSet[] = DATA_SETS.filter(isFromUser).map(({ name }) => name);
export const isUserSet = (name: string): boolean => isFromUser(dataSetOf(name));
/** Whether the images are the user's own, so that their files define classes and counts. */
export const isOwn = (name: string): boolean => dataSetOf(name).origin.kind === 'own';
