/** How many of the changes that Stryker makes to what judges are noticed by its specs. `npm run mutate [-- --mutate FILES]`. */
export default {
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  jest: { configFile: 'jest.mutation.config.mjs' },
  mutate: ['src/readiness/**/*.ts', 'src/domain/**/*.ts', '!src/**/*.spec.ts', '!src/**/*.fixture.ts'],
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  concurrency: 2,
  timeoutMS: 20_000,
  reporters: ['progress-append-only', 'json'],
  jsonReporter: { fileName: '.muster/mutation.json' },
  tempDirName: '.muster/stryker',
};
