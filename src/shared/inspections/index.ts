/**
 * The list of inspections. To add one, define its question and answer in a file of this folder and its handler in a
 * file of workers/inspections/, and add one line to each index.
 */
import type * as v from 'valibot';
import { classCurvesInspection } from './class-curves.ts';
import { distributionsInspection } from './distributions.ts';
import { evaluationInspection } from './evaluation.ts';
import { exampleCourseInspection } from './example-course.ts';
import { filtersInspection } from './filters.ts';
import { imagePassInspection } from './image-pass.ts';
import { imagesInspection } from './images.ts';
import { inputsInspection } from './inputs.ts';
import { landscapeInspection } from './landscape.ts';
import { sharpnessInspection } from './sharpness.ts';

export const INSPECTIONS = {
  classCurves: classCurvesInspection,
  distributions: distributionsInspection,
  evaluation: evaluationInspection,
  exampleCourse: exampleCourseInspection,
  filters: filtersInspection,
  imagePass: imagePassInspection,
  images: imagesInspection,
  inputs: inputsInspection,
  landscape: landscapeInspection,
  sharpness: sharpnessInspection,
} as const;

export type InspectionName = keyof typeof INSPECTIONS;
export type AskOf<K extends InspectionName> = v.InferOutput<(typeof INSPECTIONS)[K]['ask']>;
export type AnswerOf<K extends InspectionName> = v.InferOutput<(typeof INSPECTIONS)[K]['answer']>;

export const INSPECTION_NAMES = Object.keys(INSPECTIONS) as InspectionName[];
