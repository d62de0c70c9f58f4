export { startGitLab } from './gitlab.ts';
export type { GitLabOptions } from './gitlab.ts';
export { otherTokens } from './door.ts';
