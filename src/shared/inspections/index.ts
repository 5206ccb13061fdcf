/**
 * What the page can ask the trainer on demand. To add an inspection, define its question and answer in a file of this folder,
 * what the trainer does in a file of workers/inspections/, and add one line to each index.
 */
import type * as v from 'valibot';
import { evaluationInspection } from './evaluation.ts';
import { filtersInspection } from './filters.ts';
import { imagesInspection } from './images.ts';

export const INSPECTIONS = {
  evaluation: evaluationInspection,
  filters: filtersInspection,
  images: imagesInspection,
} as const;

export type InspectionName = keyof typeof INSPECTIONS;
export type AskOf<K extends InspectionName> = v.InferOutput<(typeof INSPECTIONS)[K]['ask']>;
export type AnswerOf<K extends InspectionName> = v.InferOutput<(typeof INSPECTIONS)[K]['answer']>;

export const INSPECTION_NAMES = Object.keys(INSPECTIONS) as InspectionName[];
