// Who may import whom, each rule with its reason. The modules: main → components → (charts, export, state) → shared ←
// workers, and client → shared. Tests obey the rules of their module and may use test packages on top.
const TEST = '(\\.test|/testing/[^/]+)\\.ts$';

/** Keeps `from` away from everything in the project except what `may` matches. */
const layer = (name, reason, from, may) => ({
  name,
  comment: reason,
  severity: 'error',
  from: { path: from },
  to: { path: '^(src|workers|e2e|bench|cli|scripts)/', pathNot: may },
});

/** A rule that lets only files matching `users` import the packages matching `packages`. */
const only = (name, reason, users, packages) => ({
  name,
  comment: reason,
  severity: 'error',
  from: { pathNot: [...users, TEST] },
  to: { path: `^node_modules/(${packages})/` },
});

module.exports = {
  forbidden: [
    layer(
      'shared-stands-alone',
      'Page and trainer both know the shared modules; it must run in either, so it knows neither.',
      '^src/shared/',
      '^src/shared/',
    ),
    {
      name: 'shared-is-pure',
      comment:
        'Shared code is plain data and pure functions: no DOM, no Lit, no TensorFlow.js, no platform package. Its texts are marked for translation.',
      severity: 'error',
      from: { path: '^src/shared/', pathNot: TEST },
      to: {
        dependencyTypesNot: ['local', 'type-only'],
        pathNot: '^node_modules/(pure-rand|valibot|@valibot|@lit/localize)/',
      },
    },
    layer(
      'workers-know-only-shared',
      'The trainer runs without a page (in a test, in Node), so of the page it may know the shared modules alone.',
      // Two tests follow a session's numbers into the files that the page writes.
      '^workers/(?!(replay|added-observable)\\.test\\.ts)',
      ['^workers/', '^src/shared/'],
    ),
    layer('client-knows-only-shared', 'The client speaks the protocol and nothing else.', '^src/client/', [
      '^src/(client|shared)/',
      // The one place that names the worker's entry.
      '^workers/trainer\\.worker\\.ts$',
    ]),
    layer(
      'state-knows-only-shared',
      'State is what was measured, whoever draws it.',
      '^src/state/',
      '^src/(state|shared)/',
    ),
    layer('charts-draw-data', 'A chart draws the columns it is given and knows no component.', '^src/charts/', [
      '^src/(charts|shared)/',
      '^src/state/',
    ]),
    layer(
      'export-writes-data',
      'An export writes what state holds and charts draw, and knows no component.',
      '^src/export/',
      '^src/(export|charts|state|shared)/',
    ),
    layer(
      'components-stay-in-the-page',
      'Components show state, charts and exports; only main knows the components and the wiring.',
      '^src/components/',
      '^src/(components|charts|export|state|client|shared)/',
    ),
    layer(
      'compare-is-a-page-of-its-own',
      'The compare page reads files and trains nothing: of the lab it knows how numbers are written, drawn, styled and explained.',
      '^src/compare/',
      '^src/(compare|charts|export|shared)/|^src/state/color-theme\\.ts$|^src/components/ui/',
    ),
    layer(
      'check-is-a-page-of-its-own',
      'The check page asks the tests’ suites and the bench’s engines, each in its worker; of the lab it has the styles.',
      '^src/check/',
      '^src/(check|shared)/|^src/components/ui/styles\\.ts$|^workers/check/check\\.worker\\.ts$|^bench/(engine-client|protocol|work|engines/lab\\.worker)\\.ts$',
    ),
    {
      name: 'components-know-the-client-as-a-type',
      comment: 'A component is handed its client, so that a test can hand it one and none starts a worker by import.',
      severity: 'error',
      from: { path: '^src/components/' },
      to: { path: '^src/client/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'nobody-imports-main',
      comment: 'main.ts is the wiring; what two modules need belongs in a module below both.',
      severity: 'error',
      from: {},
      to: { path: '^src/((compare|check)/)?main\\.ts$' },
    },
    layer(
      'outside-uses-the-page',
      'End-to-end tests see what a user sees: the built page, its addresses and its files. They share the makers of test files.',
      '^e2e/',
      ['^e2e/', '^scripts/lib/', '^workers/data/testing/'],
    ),
    layer(
      'bench-uses-the-trainer',
      'The bench measures the trainer’s own step, so it may know the trainer’s modules; of the page it knows the shared modules.',
      '^bench/(?!history/)',
      ['^bench/', '^workers/', '^src/shared/', '^scripts/lib/', '^vite/'],
    ),
    layer(
      'bench-shows-the-page',
      'The long history is shown by the page itself, which is what is measured.',
      '^bench/history/',
      ['^bench/', '^src/(components|state|shared)/'],
    ),
    only('jax-in-bench', 'What the lab is measured beside is no part of it.', ['^bench/'], '@jax-js'),
    only('tensorflow-in-workers', 'Training happens in the worker alone.', ['^workers/', '^bench/'], '@tensorflow'),
    only(
      'chart-js-in-charts',
      'One wrapper owns Chart.js and its canvases.',
      ['^src/charts/'],
      'chart\\.js|chartjs-[^/]+',
    ),
    only(
      'lit-in-components',
      'Elements live in components; the one that wraps Chart.js lives with it.',
      ['^src/(components|compare|check)/', '^src/charts/lab-chart\\.ts$', '^src/shared/util/texts\\.ts$'],
      'lit|lit-html|lit-element|@lit',
    ),
    only(
      'idb-in-state',
      'What the page keeps is the business of state; data files are kept by the trainer.',
      ['^src/state/', '^workers/'],
      'idb',
    ),
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or three.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'A file that nobody imports is dead, unless it is where something starts.',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: ['^src/((compare|check)/)?main\\.ts$', '\\.worker\\.ts$', TEST, '\\.d\\.ts$', '\\.as\\.ts$'],
      },
      to: {},
    },
    {
      name: 'resolvable',
      comment: 'An import that does not resolve fails in the build; say so here. The build writes optimizers.as.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^virtual:|optimizers\\.as$' },
    },
    {
      name: 'no-unlisted-packages',
      comment: 'A package that package.json does not list is there by luck.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-node-in-the-page',
      comment: 'A browser has no Node built-ins.',
      severity: 'error',
      from: { path: '^(src|workers)/', pathNot: TEST },
      to: { dependencyTypes: ['core'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'browser', 'types', 'default'],
      mainFields: ['module', 'browser', 'main', 'types'],
    },
  },
};
