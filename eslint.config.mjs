import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const BROWSER = ['whatsapp-web.js', 'puppeteer', 'puppeteer-core'];
const STORES = ['@prisma/*', 'pg', 'bullmq', 'ioredis', '@aws-sdk/*', '@smithy/*'];
const KNOWN = [
  'typebox',
  'fastify',
  '@fastify/*',
  'pino',
  'prom-client',
  'undici',
  'ipaddr.js',
  'file-type',
  '@opentelemetry/*',
  ...STORES,
  ...BROWSER,
];
const allBut = (...own) => KNOWN.filter((name) => !own.includes(name));

/** Who may import whom, and which packages from npm; the table of docs/architecture.md. */
const depConstraints = [
  {
    sourceTag: 'type:core',
    onlyDependOnLibsWithTags: ['type:core'],
    bannedExternalImports: allBut('typebox'),
  },
  { sourceTag: 'type:policy', onlyDependOnLibsWithTags: ['type:core'], bannedExternalImports: KNOWN },
  { sourceTag: 'type:infra', onlyDependOnLibsWithTags: ['type:core'] },
  { sourceTag: 'name:store', bannedExternalImports: allBut('@prisma/*', 'pg') },
  { sourceTag: 'name:queueing', bannedExternalImports: allBut('bullmq', 'ioredis') },
  { sourceTag: 'name:coordination', bannedExternalImports: allBut('ioredis') },
  { sourceTag: 'name:media', bannedExternalImports: allBut('@aws-sdk/*', '@smithy/*', 'file-type') },
  { sourceTag: 'name:health', bannedExternalImports: allBut('fastify', '@fastify/*', 'prom-client') },
  {
    sourceTag: 'name:service',
    bannedExternalImports: allBut('typebox', 'pino', 'undici', 'ipaddr.js', '@opentelemetry/*'),
  },
  {
    sourceTag: 'type:flow',
    onlyDependOnLibsWithTags: ['type:core', 'type:policy', 'type:infra'],
    bannedExternalImports: KNOWN,
  },
  {
    sourceTag: 'type:app',
    onlyDependOnLibsWithTags: ['type:core', 'type:policy', 'type:infra', 'type:flow'],
    bannedExternalImports: [...STORES, '@opentelemetry/*'],
  },
  {
    sourceTag: 'type:together',
    onlyDependOnLibsWithTags: ['type:infra', 'type:app'],
    bannedExternalImports: KNOWN,
  },
  { sourceTag: 'type:page', onlyDependOnLibsWithTags: ['type:core'], bannedExternalImports: KNOWN },
  { sourceTag: 'browser:no', bannedExternalImports: BROWSER },
  { sourceTag: 'type:embedded', onlyDependOnLibsWithTags: ['type:core'] },
  {
    sourceTag: 'type:test',
    onlyDependOnLibsWithTags: [
      'type:core',
      'type:policy',
      'type:infra',
      'type:flow',
      'type:embedded',
      'type:test',
    ],
  },
  {
    sourceTag: 'type:tool',
    onlyDependOnLibsWithTags: [
      'type:core',
      'type:policy',
      'type:infra',
      'type:flow',
      'type:embedded',
      'type:test',
      'type:tool',
    ],
    bannedExternalImports: BROWSER,
  },
];

const boundaries = (constraints) => ({
  '@nx/enforce-module-boundaries': [
    'error',
    {
      allow: [],
      enforceBuildableLibDependency: false,
      allowCircularSelfDependency: true,
      // The testkit migrates its template database with the store, whose tests take their databases from it.
      ignoredCircularDependencies: [['store', 'testkit']],
      depConstraints: constraints,
    },
  ],
});

/** Tests of any project may use the testkit. */
const forTests = depConstraints.map((constraint) =>
  constraint.onlyDependOnLibsWithTags
    ? {
        ...constraint,
        onlyDependOnLibsWithTags: [
          'type:core',
          'type:policy',
          'type:infra',
          'type:flow',
          'type:embedded',
          'type:test',
          ...(constraint.sourceTag === 'type:tool' ? ['type:tool'] : []),
        ],
        bannedExternalImports: [],
      }
    : { sourceTag: constraint.sourceTag, onlyDependOnLibsWithTags: ['*'] },
);

/** Which programs tell the types: each file's own project, or those that tools/build/whole.mjs names. */
const programs = process.env.LINT_PROGRAMS
  ? { project: JSON.parse(process.env.LINT_PROGRAMS) }
  : { projectService: true };

export default tseslint.config(
  {
    ignores: [
      '**/node_modules',
      '**/dist',
      '.nx',
      '.watertight',
      'libs/store/src/generated',
      'libs/client/src/generated',
      '**/*.mjs',
      '**/*.js',
    ],
  },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { ...programs, tsconfigRootDir: import.meta.dirname } },
    plugins: { '@nx': nx },
    rules: {
      ...boundaries(depConstraints),
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/require-await': 'off',
      // Our objects are closures: none of their methods uses `this`.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/only-throw-error': ['error', { allowThrowingUnknown: true }],
      'no-console': 'error',
      'no-empty': ['error', { allowEmptyCatch: false }],
      // An aborted signal's reason, and what a library throws, are passed on as they are.
      '@typescript-eslint/prefer-promise-reject-errors': [
        'error',
        { allowThrowingAny: true, allowThrowingUnknown: true },
      ],
      eqeqeq: ['error', 'smart'],
    },
  },
  {
    files: ['**/*.test.ts', '**/test/**/*.ts', 'libs/testkit/**/*.ts', '**/vitest.config.ts'],
    rules: {
      ...boundaries(forTests),
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/prefer-promise-reject-errors': 'off',
      '@typescript-eslint/restrict-template-expressions': 'off',
    },
  },
  { files: ['**/vitest.config.ts'], rules: { '@nx/enforce-module-boundaries': 'off' } },
  {
    files: ['apps/dashboard/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      // A handler of React's may be async: nobody waits for it, and what it throws is caught within.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
    },
  },
  { files: ['tools/**/*.ts', 'vitest.shared.ts'], rules: { 'no-console': 'off' } },
  prettier,
);
