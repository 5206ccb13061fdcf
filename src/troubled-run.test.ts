import { expect, it } from 'vitest';
import { fixtureStore, rows } from './export/testing/run-fixture.ts';
import { troubleOfRun } from './troubled-run.ts';

/** Five more steps of a paired run, in which no gradient of this variant is other than 0. */
function deadIn(variant: number, events: Parameters<typeof fixtureStore>[0]): string | undefined {
  const store = fixtureStore(events);
  const steps = [4, 5, 6, 7, 8];
  store.receive(
    rows(
      variant,
      'steps',
      null,
      steps.map((step) => [step, 2.3, 0.1, step]),
    ),
  );
  for (const name of ['dense1', 'dense2'])
    store.receive(
      rows(
        variant,
        'layerSteps',
        name,
        steps.map((step) => [step, 0, 1, 0, NaN]),
      ),
    );
  return troubleOfRun(store)?.message;
}

it('names the variant of a paired run as its legends do, also after its labels have changed', () => {
  const params = { twin: true };
  const dead = 'All gradients are 0 since step 4: no further step changes a kernel.';
  expect(deadIn(0, { params })).toContain(`Variant “true labels”: ${dead}`);
  expect(deadIn(1, { params })).toContain(`Variant “shuffled labels”: ${dead}`);
  const events = [{ step: 2, key: 'shuffle', value: 1 } as const];
  expect(deadIn(0, { params, events })).toContain(`Variant “true at first”: ${dead}`);
  expect(deadIn(0, {})).toMatch(/^All gradients are 0 since step 4: /);
});
