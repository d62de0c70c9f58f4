export { startJira } from './jira.ts';
export type { JiraOptions } from './jira.ts';
export { workspaceId } from './assets/tables.ts';
export { changeFields, changeStatuses, itemsField, serviceProject } from './service-desk/index.ts';
export { formerKey, integrationAccountId } from './state.ts';
