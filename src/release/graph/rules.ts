/** How discovery finds what belongs to a release: a link's `by`, and the name under which an unfinished look is told. */
export const rules = {
  correlated: 'correlation id',
  mentioned: 'release key in the text',
  ofReleases: 'correlation id, or release key in the text',
  fixVersion: 'Jira fix version',
  build: 'build info',
  buildOfVersion: 'build of the version',
  bundle: 'release bundle',
  workOfBuild: 'work item in the build',
  itemsOfChange: 'configuration item of the change',
  configuration: 'configuration',
} as const;
export type Rule = (typeof rules)[keyof typeof rules];
