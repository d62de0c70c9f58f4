export { startGitHub } from './github.ts';
export type { GitHubOptions } from './github.ts';
export { readOnlyToken, reviewerToken } from './door.ts';
