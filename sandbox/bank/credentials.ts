/** How the hub and the sandbox's people sign in to the stand-ins. Worth nothing anywhere but in the sandbox. */
export const servicenowCredentials = {
  integration: { userName: 'muster.integration', password: 'sandbox-servicenow' },
  /** the instance's administrator: sees and may do everything */
  admin: { userName: 'admin', password: 'sandbox-admin' },
  oauthClient: { clientId: 'muster', clientSecret: 'sandbox-oauth' },
} as const;

/** Every person of the story signs in to ServiceNow (by user name) and Jira (by e-mail) with this password. */
export const personPassword = 'sandbox';

export const jiraCredentials = { email: 'muster@northbank.example', apiToken: 'sandbox-jira-token' } as const;

export const artifactoryCredentials = {
  /** reads and annotates; not an administrator */
  accessToken: 'sandbox-artifactory-token',
  adminToken: 'sandbox-artifactory-admin',
} as const;

export const githubCredentials = { token: 'sandbox-github-token' } as const;

export const gitlabCredentials = { token: 'sandbox-gitlab-token' } as const;
