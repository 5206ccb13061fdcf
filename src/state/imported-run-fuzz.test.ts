/** Seeded mutations of run files: each is rejected with a sentence or becomes a run that can be saved and read. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { randomStream, type RandomStream } from '../shared/util/random.ts';
import { parseRunFile } from '../shared/run/run-file-parse.ts';
import { casesOf, FuzzFigures } from '../shared/testing/fuzz.ts';
import { mutate } from '../shared/testing/mutate.ts';
import { importedRun } from './imported-run.ts';
import { HistoryReader, readSavedRun } from './saved-run.ts';

const CASES = casesOf(2000);
/** MB: a file's text, its JSON and its tables, several times over before garbage collection. */
const MOST_MEMORY = 500;

/** A real run file with two dozen layers and every table, each column truncated to three rows. */
function wholeFile(): unknown {
  const text = readFileSync('docs/experiments/gt-shuffle-small.run.json', 'utf8');
  return JSON.parse(text, (_, value: unknown) => (isColumn(value) ? value.slice(0, 3) : value));
}
const isColumn = (value: unknown): value is unknown[] =>
  Array.isArray(value) && value.every((entry) => entry === null || typeof entry === 'number' || entry === true);

const ODD_TEXT = ['1e999', '-0', 'null', '""', '{}', '[', '}', '\u0000', '\ud800', '"__proto__":1,', '9'.repeat(400)];

/** The text with pieces removed, doubled or replaced, or truncated. */
function scramble(text: string, random: RandomStream): string {
  let scrambled = text;
  for (let issues = 1 + random.integer(3); issues > 0; issues--) {
    const at = random.integer(scrambled.length);
    const piece = scrambled.slice(at, at + random.integer(40));
    const [before, after] = [scrambled.slice(0, at), scrambled.slice(at + piece.length)];
    const odd = ODD_TEXT[random.integer(ODD_TEXT.length)] ?? '';
    scrambled = [before + after, before + piece + piece + after, before + odd + after, before][random.integer(4)] ?? '';
  }
  return scrambled;
}

/** A number that JSON can express and float64 can't. */
const TOO_LARGE = '1e999';

/** JSON text of a value whose numbers may be non-finite. */
const toText = (value: unknown): string =>
  JSON.stringify([value], (_, inner: unknown) => (inner === Infinity ? TOO_LARGE : inner))
    .slice(1, -1)
    .replaceAll(`"${TOO_LARGE}"`, TOO_LARGE);

it(`${CASES} mutated run files are rejected with a sentence or can be saved`, async () => {
  const random = randomStream(20_260_101, 'probe');
  const whole = wholeFile();
  const text = JSON.stringify(whole);
  expect(parseRunFile(text).ok).toBe(true);
  const nested = '['.repeat(1_000_000);
  const figures = new FuzzFigures('run files');
  for (let k = 0; k < CASES; k++) {
    const scrambled = k === 0 ? nested : k % 2 === 0 ? scramble(text, random) : toText(mutate(whole, random));
    const parsed = await figures.time(() => parseRunFile(scrambled));
    if (parsed.ok) {
      const { run, entries } = importedRun(parsed.file, 'r1', 0, null);
      const reader = new HistoryReader(run);
      expect(readSavedRun(run)).toMatchObject({ ok: true });
      expect(entries.every((entry) => reader.add(entry))).toBe(true);
      expect(reader.finish().issue).toBeNull();
    } else {
      figures.refuse();
      expect(parsed.message.length).toBeLessThan(400);
      expect(parsed.message).toMatch(/^(The|In the run) file .*\.$/su);
    }
  }
  figures.finish(MOST_MEMORY);
}, 600_000);
