// Folders must not need each other, parents and children included: what two folders share belongs in a folder below
// both. Tests may look anywhere, so they and their helpers are left out.
const { options } = require('./.dependency-cruiser.cjs');

module.exports = {
  forbidden: [
    {
      name: 'no-folder-cycles',
      comment: 'A folder can be read, tested and moved alone only when what it needs does not need it.',
      severity: 'error',
      scope: 'folder',
      from: {},
      to: { circular: true },
    },
  ],
  options: { ...options, exclude: { path: '(\\.test|/testing/[^/]+)\\.ts$' } },
};
