import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileParams } from '../../src/shared/run/run-file-params.ts';
import type { RunFile, RunRecord } from '../../src/shared/run/run-file.ts';
import { resolveParams } from '../../src/shared/run/run-params.ts';
import { parseAddress } from '../../src/shared/run/run-url.ts';
import type { SweepRun } from '../../src/shared/sweep/sweep-file.ts';
import { emptyRecord } from '../../src/shared/testing/run-record.ts';
import { checkRoom, failureOf, finalFile, isOf, withoutClock, writeWhole } from './run-folder.ts';

const QUERY = 'data=synthetic&n=200&width=16&steps=2&events=1:lr=0.01';
const run = (query = QUERY): SweepRun => ({ name: 'a.run.json', query, address: parseAddress(query).address });

function record(query = QUERY, changes: Partial<RunRecord> = {}): RunRecord {
  const { address } = parseAddress(query);
  return {
    ...emptyRecord(),
    params: fileParams(resolveParams(address.params)),
    events: address.events,
    steps: { step: [1, 2], loss: [2.3, 2.2], accuracy: [0.1, 0.2], seconds: [0.5, 0.7] },
    outcome: 'done',
    ...changes,
  };
}
const failed = (kind: 'not-finite' | 'device-lost'): RunRecord =>
  record(QUERY, { outcome: 'failed', failure: { kind, message: 'It failed.', step: 2, layer: null } });

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'run-folder-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a run is complete', () => {
  const kept = (content: string | RunFile): boolean => {
    writeFileSync(join(folder, 'a.run.json'), typeof content === 'string' ? content : JSON.stringify(content));
    return finalFile(folder, run()) !== undefined;
  };
  it('if its file is valid, has its address and is trained to the end, or to numbers that are not finite', () => {
    expect(finalFile(folder, run())).toBeUndefined();
    expect(kept(record())).toBe(true);
    expect(kept(failed('not-finite'))).toBe(true);
    expect(kept(failed('device-lost'))).toBe(false);
    expect(kept(record(QUERY, { outcome: 'paused' }))).toBe(false);
    expect(kept(JSON.stringify(record()).slice(0, 300))).toBe(false);
    expect(kept(record(QUERY.replace('n=200', 'n=201')))).toBe(false);
    expect(kept(record(QUERY.replace('1:lr', '2:lr')))).toBe(false);
  });
});

it('recognizes a paired run’s file from either variant’s address', () => {
  const query = `${QUERY}&twin=1&shuffle=1`;
  const arms: readonly [RunRecord, RunRecord] = [record(`${QUERY}&twin=1`), record(query)];
  expect(isOf({ format: 'shuffle-lab-run', version: 1, arms }, run(query).address)).toBe(true);
});

it('removes the seconds and nothing else', () => {
  const written = JSON.parse(withoutClock(JSON.stringify(record()), run())) as RunRecord;
  const { seconds, ...steps } = record().steps;
  expect(seconds).toHaveLength(2);
  expect(written).toEqual({ ...record(), steps });
});

it('refuses an export of another address', () => {
  expect(() => withoutClock(JSON.stringify(record('n=300')), run())).toThrow(/another run/);
});

it('reports why a run failed', () => {
  expect([failureOf(record()), failureOf(failed('device-lost'))]).toEqual([undefined, 'It failed.']);
});

describe('writing', () => {
  it('leaves only the complete file', () => {
    writeWhole(folder, 'a.run.json', 'text');
    expect(readdirSync(folder)).toEqual(['a.run.json']);
    expect(readFileSync(join(folder, 'a.run.json'), 'utf8')).toBe('text');
  });

  it.skipIf(!existsSync('/dev/full'))('on a full disk is a sentence, and the file before is kept', () => {
    writeWhole(folder, 'a.run.json', 'before');
    symlinkSync('/dev/full', join(folder, '.a.run.json.part'));
    expect(() => writeWhole(folder, 'a.run.json', 'text')).toThrow(
      /^The disk of .* is full, so a\.run\.json was not written\. Finished runs are kept/,
    );
    expect(readdirSync(folder)).toEqual(['a.run.json']);
    expect(readFileSync(join(folder, 'a.run.json'), 'utf8')).toBe('before');
  });

  it('keeps existing files on a full disk, and continues once there is room', ({ skip }) => {
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder]).status === 0;
    skip(!mounted, 'this user may mount no small disk');
    try {
      writeWhole(folder, 'a.run.json', 'before');
      writeFileSync(join(folder, 'filler'), new Uint8Array(40_000));
      expect(() => writeWhole(folder, 'a.run.json', 'x'.repeat(40_000))).toThrow(/is full, so a\.run\.json was not/);
      expect(readdirSync(folder).sort()).toEqual(['a.run.json', 'filler']);
      expect(readFileSync(join(folder, 'a.run.json'), 'utf8')).toBe('before');
      rmSync(join(folder, 'filler'));
      writeWhole(folder, 'a.run.json', 'x'.repeat(40_000));
      expect(readFileSync(join(folder, 'a.run.json'), 'utf8')).toHaveLength(40_000);
      expect(() => checkRoom(folder)).toThrow(/is full, so this run was not trained/);
    } finally {
      spawnSync('umount', [folder]);
    }
  });
});
