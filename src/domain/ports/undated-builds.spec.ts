import { buildCommit } from './undated-builds.ts';

test('copies are kept under a word that stands in databases and in their migrations, and so never changes', () => {
  expect(buildCommit).toBe('build.commit');
});
