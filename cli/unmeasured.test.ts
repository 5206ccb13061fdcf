import { expect, it } from 'vitest';
import { addressOfRunFile } from '../src/shared/run/run-file-params.ts';
import { parseRunFile } from '../src/shared/run/run-file-parse.ts';
import { formatAddress, parseAddress } from '../src/shared/run/run-url.ts';
import { unmeasuredRun } from './unmeasured.ts';

const failure = { kind: 'internal', message: 'The browser ended.', step: null, layer: null } as const;

it.each(['n=200&width=16&events=10:shuffle=1', 'n=200&shuffle=1&twin=1'])(
  'the run file of %s can be read and replayed',
  (query) => {
    const { address } = parseAddress(query);
    const read = parseRunFile(JSON.stringify(unmeasuredRun(address, failure)));
    if (!read.ok) throw new Error(read.message);
    expect(parseAddress(formatAddress(addressOfRunFile(read.file))).address.events).toEqual(address.events);
    const runs = 'arms' in read.file ? read.file.arms : [read.file];
    expect(runs.map(({ params }) => params.shuffle)).toEqual('arms' in read.file ? [0, 1] : [0]);
    for (const run of runs) expect(run).toMatchObject({ outcome: 'failed', failure, environment: { backend: null } });
  },
);
