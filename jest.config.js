/** ESM throughout; swc because type-graphql needs legacy decorators, which Node's own type stripping cannot do. */
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  testMatch: ['<rootDir>/src/**/*.spec.ts', '<rootDir>/sandbox/**/*.spec.ts', '<rootDir>/test/**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.muster'],
  testTimeout: 120_000,
  // More than the two cores of a small build server: many tests wait for processes, databases, sockets and deadlines.
  maxWorkers: 3,
  // Modules of a test file are never freed: a worker that has seen a hundred of them spends its time collecting gigabytes.
  workerIdleMemoryLimit: '1GB',
  transform: {
    '^.+\\.ts$': ['@swc/jest', {
      jsc: {
        target: 'es2023',
        parser: { syntax: 'typescript', decorators: true },
        transform: { legacyDecorator: true, decoratorMetadata: false, useDefineForClassFields: false },
      },
      module: { type: 'es6' },
    }],
  },
};
