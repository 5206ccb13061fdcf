/** The store of custom images: checks and stores the user's files, and reads stored records as images. */
import * as v from 'valibot';
import { quote } from '../../../src/shared/util/issues.ts';
import type { DataSource, UserFile, OwnData } from '../../../src/shared/data-sets/own-data.ts';
import { count } from '../data-file.ts';
import { DataError } from '../data-error.ts';
import { imageLength, type Images } from '../image-set.ts';
import { byPercent, type ReportProgress } from '../progress.ts';
import { type RecordKind, type RecordSet, type RecordStore, storeOf } from '../record-store.ts';
import { classCounts, digestOf, heldOutCount, MAX_IMAGES, OWN_SIZE, type OwnSet, RECORD_IMAGES } from './own-set.ts';
import { readOwnFiles } from './read-files.ts';

type OwnRecord = 'about' | 'labels' | `images-${number}`;

const MAX_CHANNELS = 3;
const MAX_ABOUT = 1_000_000;
const MAX_BYTES = RECORD_IMAGES * OWN_SIZE * OWN_SIZE * MAX_CHANNELS;
/** Classes of which an image is shown before a run. */
const SAMPLES = 24;

export const OWN_RECORDS: RecordKind<OwnRecord> = {
  database: 'shuffle-lab-own-data',
  key: 'own',
  images: 'images of your own',
  fewer: 'give the lab fewer images',
  isName: (name): name is OwnRecord => typeof name === 'string' && /^(about|labels|images-\d{1,2})$/.test(name),
  issueOfLength: (bytes) => (bytes > 0 && bytes <= MAX_BYTES ? undefined : 'is empty or too large.'),
};

const ownStore = storeOf(OWN_RECORDS);

const VERSION = 1;
const whole = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX_IMAGES));
const MAX_TEXT = 1000;
const MAX_NOTES = 100;
const text = v.pipe(v.string(), v.maxLength(MAX_TEXT));

/** The record 'about': everything in a set except labels and pixels. */
const aboutSchema = v.object({
  version: v.literal(VERSION),
  name: text,
  digest: v.pipe(v.string(), v.regex(/^[\da-f]{64}$/)),
  classNames: v.pipe(v.array(text), v.minLength(2), v.maxLength(256)),
  count: v.pipe(whole, v.minValue(1)),
  channels: v.picklist([1, MAX_CHANNELS]),
  testFrom: v.nullable(whole),
  leftOut: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** Records of earlier releases have none. */
  notes: v.exactOptional(v.array(text)),
});
type About = v.InferOutput<typeof aboutSchema>;

const damaged = (): DataError =>
  new DataError('The stored images of your own are damaged. Give the lab the folder or file again.');

const NEWER =
  'The images of your own that this browser holds were kept by a newer release of the lab. Reload the page to get that release, or give the lab the folder or file again.';

/** The record 'about' of any release. */
const versionSchema = v.object({ version: v.number() });

/** A stored set that can be read. */
export interface HeldOwn {
  readonly about: About;
  /** All labels. Throws DataError. */
  readonly labels: () => Promise<Uint8Array>;
  /** The images `indices`, in that order. Throws DataError. */
  readonly take: (indices: Uint32Array) => Promise<Images>;
}

/**
 * Checks the user's files and stores them in place of the earlier set. Returns a sentence for the reader of the page.
 * Throws DataError, and then keeps the set stored before.
 */
export async function storeOwn(
  files: readonly UserFile[],
  report: ReportProgress,
  store?: RecordStore<OwnRecord>,
): Promise<string> {
  const keeper = store ?? (await ownStore());
  try {
    const set = await readOwnFiles(files, byPercent(report));
    report('Keeping the images', null);
    await keep(set, keeper);
    const { name, classNames, images } = set;
    const where = keeper.lasting ? 'kept in this browser' : 'kept until this page closes (the browser denies storage)';
    const kept = `${quote(name)}: ${count(images.count)} images of ${count(classNames.length)} classes are ${where}.`;
    return [kept, ...set.notes].join(' ');
  } catch (error) {
    const message =
      error instanceof DataError ? error.message : `The files could not be read or stored: ${wordsOf(error)}`;
    const held = await keeper.open().catch(() => undefined);
    throw new DataError(held ? `${message} The images kept before are still here.` : message);
  }
}

/** The browser's error text, as a sentence. */
function wordsOf(error: unknown): string {
  const words = error instanceof Error && error.message !== '' ? error.message : 'the browser gives no reason';
  return words.endsWith('.') ? words : `${words}.`;
}

async function keep(set: OwnSet, store: RecordStore<OwnRecord>): Promise<void> {
  const { name, classNames, images, testFrom, leftOut, notes } = set;
  const digest = await digestOf(set);
  const channels = images.channels === 1 ? 1 : MAX_CHANNELS;
  const about: About = {
    version: VERSION,
    name,
    digest,
    classNames: [...classNames],
    count: images.count,
    channels,
    testFrom,
    leftOut,
    ...(notes.length > 0 && { notes: notes.slice(0, MAX_NOTES).map((note) => note.slice(0, MAX_TEXT)) }),
  };
  const bytes = new TextEncoder().encode(JSON.stringify(about));
  if (bytes.length > MAX_ABOUT || !v.is(aboutSchema, about))
    throw new DataError('The names of the classes are too long. Shorten them.');
  const replacement = await store.replace();
  try {
    await replacement.put('about', bytes);
    await replacement.put('labels', images.labels);
    const record = RECORD_IMAGES * imageLength(images);
    for (let k = 0; k * record < images.pixels.length; k++) {
      // A copy: IndexedDB stores the whole buffer of a view.
      await replacement.put(`images-${k}`, images.pixels.slice(k * record, (k + 1) * record));
    }
    await replacement.commit();
  } catch (error) {
    await replacement.discard().catch(() => undefined);
    throw error;
  }
}

/** The stored set; undefined if there is none. Throws DataError if it cannot be read. */
export async function findOwn(store?: RecordStore<OwnRecord>): Promise<HeldOwn | undefined> {
  const records = await (store ?? (await ownStore())).open();
  if (!records) return undefined;
  const about = readAbout(await records.read('about'));
  return {
    about,
    labels: () => readLabels(records, about),
    take: (indices) => take(records, about, indices),
  };
}

/** The stored set. Throws DataError if there is none. */
export async function openOwn(store?: RecordStore<OwnRecord>): Promise<HeldOwn> {
  const held = await findOwn(store);
  if (held) return held;
  throw new DataError(
    'This address trains on images of your own (data=own), and this browser holds none. Give the lab a folder of pictures, an .npz file or IDX files: drop them on this page, or choose them under Data.',
  );
}

function readAbout(bytes: Uint8Array): About {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw damaged();
  }
  if (v.is(versionSchema, json) && json.version > VERSION) throw new DataError(NEWER);
  const read = v.safeParse(aboutSchema, json);
  if (!read.success) throw damaged();
  return read.output;
}

async function readLabels(records: RecordSet<OwnRecord>, { count: total, classNames }: About): Promise<Uint8Array> {
  const labels = await records.read('labels');
  if (labels.length !== total || labels.some((label) => label >= classNames.length)) throw damaged();
  return labels;
}

async function take(records: RecordSet<OwnRecord>, about: About, indices: Uint32Array): Promise<Images> {
  const { channels, count: total } = about;
  const all = await readLabels(records, about);
  const shape = { count: indices.length, size: OWN_SIZE, channels };
  const length = OWN_SIZE * OWN_SIZE * channels;
  const pixels = new Uint8Array(indices.length * length);
  const places = Array.from({ length: Math.ceil(total / RECORD_IMAGES) }, (): [number, number][] => []);
  indices.forEach((index, k) => places[Math.floor(index / RECORD_IMAGES)]?.push([index % RECORD_IMAGES, k]));
  for (const [record, wanted] of places.entries()) {
    if (wanted.length === 0) continue;
    const bytes = await records.read(`images-${record}`);
    if (bytes.length !== length * Math.min(RECORD_IMAGES, total - record * RECORD_IMAGES)) throw damaged();
    for (const [from, to] of wanted) pixels.set(bytes.subarray(from * length, (from + 1) * length), to * length);
  }
  return { ...shape, pixels, labels: Uint8Array.from(indices, (index) => all[index] ?? 0) };
}

/** The description of the set in runs and files. */
export const sourceOf = ({ name, digest, notes }: About): DataSource => ({ name, digest, ...(notes && { notes }) });

/** The page's preview of the stored set before it trains; null if there is none. Throws DataError. */
export async function describeOwn(store?: RecordStore<OwnRecord>): Promise<OwnData | null> {
  const held = await findOwn(store);
  if (!held) return null;
  const { about } = held;
  const labels = await held.labels();
  const { classNames, testFrom, leftOut, channels } = about;
  const firsts = classNames.slice(0, SAMPLES).map((_, label) => labels.indexOf(label));
  const train = testFrom ?? about.count - heldOutCount(about.count);
  return {
    ...sourceOf(about),
    classNames,
    counts: classCounts(classNames.length, labels),
    trainExamples: train,
    testExamples: about.count - train,
    testGiven: testFrom !== null,
    leftOut,
    size: OWN_SIZE,
    channels,
    samples: (await held.take(Uint32Array.from(firsts))).pixels,
  };
}
