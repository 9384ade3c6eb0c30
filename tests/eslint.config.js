import svelte from 'eslint-plugin-svelte';
import ts from 'typescript-eslint';

/** What the privacy promise rests on: no way out of the page in our own code. */
const noWayOut = [
  {
    selector: 'NewExpression[callee.name=/^(RTCPeerConnection|WebSocket|EventSource|WebTransport|XMLHttpRequest)$/]',
    message: 'Nothing leaves the device.',
  },
  { selector: "CallExpression[callee.property.name='sendBeacon']", message: 'Nothing leaves the device.' },
  { selector: "NewExpression[callee.name='Function']", message: 'No code from text (the policy forbids it too).' },
];

export default ts.config(
  { ignores: ['**/dist/**', '**/out/**', '**/node_modules/**', 'tests/bench/peers/**', 'src/*/kernels/assembly/**', '.ci/**'] },
  ...ts.configs.recommended,
  ...svelte.configs['flat/recommended'],
  {
    languageOptions: { globals: { console: 'readonly' } },
    rules: {
      'no-console': 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-restricted-syntax': ['error', ...noWayOut],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['src/**', 'workers/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'process', message: 'No Node in what ships.' },
        { name: 'Buffer', message: 'No Node in what ships.' },
      ],
    },
  },
  {
    files: ['src/core/**', 'src/data/**', 'src/ml/**', 'src/agent/**', 'src/insight/**'],
    rules: { 'no-restricted-properties': ['error', { object: 'Math', property: 'random', message: 'Chance comes in as `random`.' }] },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser } },
    rules: {
      'svelte/no-at-html-tags': 'error',
      // `style:x={…}` goes through the CSSOM and is fine under the policy; a style attribute is not.
      'no-restricted-syntax': [
        'error',
        ...noWayOut,
        { selector: "SvelteAttribute[key.name='style']", message: 'Blocked by style-src: use style:property={…} or a class.' },
      ],
      'svelte/no-inline-styles': 'off',
      'svelte/prefer-svelte-reactivity': 'off', // most Maps and Sets here are locals
      'svelte/no-unused-svelte-ignore': 'off', // svelte-check is the judge of its own warnings
      'svelte/no-navigation-without-resolve': 'off', // hash routes, no SvelteKit
      'no-undef': 'off',
    },
  },
  { files: ['tests/**', 'sample-data/**'], rules: { 'no-console': 'off', '@typescript-eslint/no-non-null-assertion': 'off' } },
);
