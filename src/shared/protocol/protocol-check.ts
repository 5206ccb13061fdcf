/**
 * Validates messages between page and trainer. The cost per step is negligible: messages arrive a few times a second,
 * and only the outline of a table is checked.
 */
import * as v from 'valibot';
import { GIVEN_SETS } from '../data-sets/find.ts';
import { INSPECTION_NAMES, INSPECTIONS } from '../inspections/index.ts';
import { MAX_GIVEN_FILES } from '../data-sets/own-data.ts';
import { RUN_STATES, type Command, type TrainerEvent } from './protocol.ts';
import {
  chunkSchema,
  eventSchema,
  exampleImagesSchema,
  examplePredictionsSchema,
  exampleRankingSchema,
  ownDataSchema,
  paramsSchema,
  settingSchema,
  stepOrNone,
} from '../run/record-schemas.ts';
import {
  count,
  dataSchema,
  digest,
  environmentSchema,
  failureSchema,
  labelFacts,
  networkSchema,
  step,
  tensorsSchema,
  text,
  windowRowSchema,
} from '../run/run-records.ts';

/** The message isn't one of this protocol. The error names the message type and the invalid path. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
}

const MAX_EVENTS = 100_000;
const MAX_CHUNKS = 10_000;
const run = v.pipe(v.string(), v.maxLength(100));

const inspection = v.picklist(INSPECTION_NAMES);
const userSet = v.picklist(GIVEN_SETS);

const commandSchema = v.variant('type', [
  v.object({
    type: v.literal('start'),
    run,
    params: paramsSchema,
    events: v.pipe(v.array(eventSchema), v.maxLength(MAX_EVENTS)),
    once: v.boolean(),
    resume: v.exactOptional(
      v.object({ until: step, atMost: step, paused: v.boolean(), digest: v.exactOptional(digest) }),
    ),
  }),
  v.object({ type: v.literal('pause') }),
  v.object({ type: v.literal('resume') }),
  v.object({ type: v.literal('step') }),
  v.object({ type: v.literal('change'), ...settingSchema.entries }),
  v.object({ type: v.literal('save') }),
  v.object({ type: v.literal('kept'), step }),
  v.object({ type: v.literal('reset') }),
  v.object({ type: v.literal('weights') }),
  v.pipe(
    v.object({ type: v.literal('inspect'), ask: count, of: inspection, question: v.unknown() }),
    v.check(({ of, question }) => v.is(INSPECTIONS[of].ask, question), 'not a question of its kind'),
  ),
  v.object({
    type: v.literal('store-data'),
    into: userSet,
    files: v.pipe(
      v.array(v.object({ path: v.string(), file: v.custom<File>((value) => value instanceof File) })),
      v.maxLength(MAX_GIVEN_FILES),
    ),
  }),
  v.object({ type: v.literal('describe-own') }),
  v.object({ type: v.literal('find-data'), of: userSet }),
]) satisfies v.GenericSchema<unknown, Command>;

const variant = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1));

const eventSchemas = v.variant('type', [
  v.object({ type: v.literal('state'), run, state: v.picklist(RUN_STATES), step, until: step }),
  v.object({ type: v.literal('loading'), run, what: text, fraction: v.nullable(v.number()) }),
  v.object({ type: v.literal('evaluating'), run, fraction: v.nullable(v.number()) }),
  v.object({ type: v.literal('ready'), run, environment: environmentSchema, network: networkSchema, data: dataSchema }),
  v.object({
    type: v.literal('rows'),
    run,
    variant,
    step,
    chunks: v.pipe(v.array(chunkSchema), v.maxLength(MAX_CHUNKS)),
  }),
  v.object({
    type: v.literal('windows'),
    run,
    variant,
    rows: v.pipe(v.array(windowRowSchema), v.maxLength(MAX_CHUNKS)),
  }),
  v.object({ type: v.literal('changed'), run, step, ...settingSchema.entries }),
  v.object({ type: v.literal('labels'), run, step, ...labelFacts }),
  v.object({ type: v.literal('examples'), run, ...exampleImagesSchema.entries }),
  v.object({ type: v.literal('predictions'), run, variant, ...examplePredictionsSchema.entries }),
  v.object({ type: v.literal('ranking'), run, variant, ...exampleRankingSchema.entries }),
  v.object({ type: v.literal('failed'), run, failure: failureSchema }),
  v.object({ type: v.literal('restored'), run, step, snapshotAt: stepOrNone, evaluatedAt: stepOrNone }),
  v.object({ type: v.literal('saving'), run, step }),
  v.object({ type: v.literal('saved'), run, step }),
  v.object({ type: v.literal('weights'), run, variants: v.nullable(v.pipe(v.array(tensorsSchema), v.maxLength(2))) }),
  v.pipe(
    v.object({ type: v.literal('inspected'), run, ask: count, of: inspection, answer: v.unknown() }),
    v.check(({ of, answer }) => answer === null || v.is(INSPECTIONS[of].answer, answer), 'not an answer of its kind'),
  ),
  v.object({ type: v.literal('notice'), run, message: text }),
  v.object({ type: v.literal('memory'), run, tensors: count, bytes: count }),
  v.object({ type: v.literal('alive') }),
  v.object({ type: v.literal('locked') }),
  v.object({ type: v.literal('data-progress'), what: text, fraction: v.nullable(v.number()) }),
  v.object({ type: v.literal('own-data'), data: v.nullable(ownDataSchema) }),
  v.object({ type: v.literal('data-held'), of: userSet, held: v.boolean() }),
  v.object({ type: v.literal('data-stored'), summary: text }),
  v.object({ type: v.literal('data-refused'), message: text }),
]) satisfies v.GenericSchema<unknown, TrainerEvent>;

/** Validates a message to the trainer. Throws ProtocolError. */
export function readCommand(message: unknown): Command {
  return checked(commandSchema, message);
}

/** Validates a message from the trainer. Throws ProtocolError. */
export function readTrainerEvent(message: unknown): TrainerEvent {
  return checked(eventSchemas, message);
}

function checked<T>(schema: v.GenericSchema<unknown, T>, message: unknown): T {
  const read = v.safeParse(schema, message, { abortEarly: true });
  if (read.success) return read.output;
  const path = v.getDotPath(read.issues[0]) ?? 'the message';
  throw new ProtocolError(`a message of another kind: ${path}: ${read.issues[0].message}`);
}
