/** How the hub signs in to this stand-in. Worth nothing anywhere else. */
export const jiraDataCenterCredentials = { userName: 'muster.integration', password: 'sandbox-jira-dc', token: 'sandbox-jira-dc-token' } as const;
