export { startJira } from './jira.ts';
export type { JiraOptions } from './jira.ts';
export { integrationAccountId } from './door.ts';
export { workspaceId } from './assets/tables.ts';
export { changeFields, changeStatuses, serviceProject } from './service-desk/index.ts';
export { formerKey } from './state.ts';
