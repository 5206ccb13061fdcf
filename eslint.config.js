// What the linter holds every file to. Who may import whom is in .dependency-cruiser.cjs.
import js from '@eslint/js';
import globals from 'globals';
import * as lit from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import * as wc from 'eslint-plugin-wc';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { texts } from './scripts/eslint-texts.mjs';

export default defineConfig(
  // AssemblyScript (*.as.ts) looks like TypeScript and is another language.
  globalIgnores(['dist/', 'bin/', '.cache/', 'test-results/', 'playwright-report/', '**/*.as.ts', '**/*.d.ts']),
  js.configs.recommended,
  {
    rules: {
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      complexity: ['error', 26],
      eqeqeq: 'error',
      'no-console': 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'] }],
    },
  },
  {
    files: ['**/*.ts', '**/*.mjs'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'Use an `as const` list and a union.' },
      ],
    },
  },
  {
    files: ['src/components/**/*.ts', 'src/compare/**/*.ts', 'src/check/**/*.ts', 'src/main.ts'],
    extends: [lit.configs['flat/recommended'], wc.configs['flat/best-practice']],
    plugins: { 'lit-a11y': litA11y },
    languageOptions: { globals: globals.browser },
    rules: {
      ...litA11y.configs.recommended.rules,
      'lit/no-invalid-escape-sequences': 'error',
      'lit/no-legacy-imports': 'error',
      'lit/no-useless-template-literals': 'error',
      'lit/no-template-map': 'off',
      // LitElement implements every lifecycle callback.
      'wc/guard-super-call': 'off',
    },
  },
  {
    files: ['src/**/*.ts'],
    // Citations, fonts and a page of the docs are no texts of the page.
    ignores: [
      '**/*.test.ts',
      '**/testing/**',
      'src/shared/explanations/explanation.ts',
      'src/shared/glossary/observables-page.ts',
      'src/export/citation.ts',
      'src/charts/{helvetica,pdf-*}.ts',
    ],
    plugins: { texts },
    rules: { 'texts/translatable': 'error' },
  },
  {
    files: ['**/*.ts', '**/*.mjs'],
    ignores: ['**/*.test.ts', '**/testing/**', 'e2e/**'],
    rules: { 'max-lines-per-function': ['error', { max: 100, skipBlankLines: true, skipComments: true }] },
  },
  {
    // The page's types include Node's, for the tests.
    files: ['src/**/*.ts', 'workers/**/*.ts'],
    ignores: ['**/*.test.ts', '**/testing/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        'process',
        'Buffer',
        'global',
        'require',
        'module',
        '__dirname',
        'setImmediate',
      ],
    },
  },
  {
    // Standard output is what these are for.
    files: ['scripts/**', 'cli/**'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.js', '**/*.cjs', '**/*.mjs'],
    languageOptions: { globals: globals.node },
  },
);
