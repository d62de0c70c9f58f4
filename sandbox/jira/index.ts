export { startJira } from './jira.ts';
export type { JiraOptions } from './jira.ts';
export { integrationAccountId } from './door.ts';
export { formerKey } from './state.ts';
