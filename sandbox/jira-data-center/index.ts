export { startJiraDataCenter } from './jira-data-center.ts';
export type { JiraDataCenterOptions } from './jira-data-center.ts';
export { jiraDataCenterCredentials } from './credentials.ts';
export { mostResults } from './search.ts';
