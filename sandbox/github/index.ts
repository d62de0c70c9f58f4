export { startGitHub } from './github.ts';
export type { GitHubOptions } from './github.ts';
export { readOnlyToken } from './door.ts';
