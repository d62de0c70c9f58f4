export { startJenkins } from './jenkins.ts';
export type { JenkinsOptions } from './jenkins.ts';
export { jenkinsCredentials } from './door.ts';
