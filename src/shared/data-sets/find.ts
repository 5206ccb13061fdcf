/** What the list of data sets says of one of them. */
import type { DataSetDefinition } from './data-set.ts';
import { DATA_SETS, type DataSet } from './index.ts';

/** Throws for a name that no data set has. */
export function dataSetOf(name: string): DataSetDefinition {
  const found = DATA_SETS.find((dataSet) => dataSet.name === name);
  if (!found) throw new Error(`no data set ${name}`);
  return found;
}

/** Classes that data are taken to have before they are known. */
export const ASSUMED_CLASSES = 10;

/** Classes of the data set, before its files are read. */
export const classCount = (name: string): number => dataSetOf(name).classNames.length || ASSUMED_CLASSES;

const isGiven = ({ origin }: DataSetDefinition): boolean => origin.kind !== 'bundled' && origin.kind !== 'made';

/** Data sets that come from the user's files. */
export const GIVEN_SETS: readonly DataSet[] = DATA_SETS.filter(isGiven).map(({ name }) => name);
export const isGivenSet = (name: string): boolean => isGiven(dataSetOf(name));
/** The images are the user's own: their files tell classes and counts. */
export const isOwn = (name: string): boolean => dataSetOf(name).origin.kind === 'own';
