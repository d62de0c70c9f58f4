import config from './jest.config.js';

/** For Stryker: the specs of what judges, without those that look at thousands of cases, which would take days for thousands of changes. */
export default {
  ...config,
  testMatch: ['<rootDir>/src/readiness/**/*.spec.ts', '<rootDir>/src/domain/**/*.spec.ts'],
  testPathIgnorePatterns: ['never-greener', 'waive.spec', 'recurrence.spec', 'contradiction', 'custom/'],
};
