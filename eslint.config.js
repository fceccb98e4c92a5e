import tseslint from 'typescript-eslint';

const neverAnywhere = [
  { selector: 'ExportDefaultDeclaration', message: 'Name what you export.' },
  {
    selector: 'ClassDeclaration:not([superClass.name=/Error$/])',
    message: 'No classes except errors.',
  },
  {
    selector: "CallExpression[callee.object.name='process'][callee.property.name='exit']",
    message: 'Only src/main.ts ends the process, by process.exitCode.',
  },
];

export default tseslint.config(
  { ignores: ['dist/**', '**/*.js', '**/*.cjs', '**/*.mjs'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Nothing here has a `this`: there are no classes.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_$', argsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': 'off',
      'no-restricted-syntax': ['error', ...neverAnywhere],
    },
  },
  {
    // A newcomer reads a file in one go, and knows at a call what each argument is.
    files: ['src/**/*.ts', 'steps/**/*.ts'],
    rules: {
      'max-lines': ['error', 200],
      '@typescript-eslint/max-params': ['error', { max: 5 }],
      'no-restricted-syntax': [
        'error',
        ...neverAnywhere,
        {
          selector: "TSIndexedAccessType > TSTypeReference[typeName.name='Parameters']",
          message: 'Name the type of the parameter, and export it.',
        },
        {
          selector: "ChainExpression > CallExpression[callee.property.name='toISOString']",
          message: 'It throws at what is no date: use momentOf (src/text/moment.ts).',
        },
        {
          selector: "Identifier[name='encodeURIComponent']",
          message: 'It throws at half a character: use inAddress (src/text/in-address.ts).',
        },
      ],
    },
  },
  { files: ['src/text/in-address.ts'], rules: { 'no-restricted-syntax': ['error', ...neverAnywhere] } },
  // Tables of cases are longer than code.
  { files: ['test/**/*.ts'], rules: { 'max-lines': ['error', 300] } },
  {
    // What is pure is handed its means: the structure check sees imports, these need none.
    files: ['steps/**/*.ts', 'src/{step,port,domain,rights,engine}/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', 'process', 'fetch', 'console'],
    },
  },
);
