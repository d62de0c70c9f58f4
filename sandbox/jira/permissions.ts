import type { Router } from 'express';
import { param, refuse } from './answers.ts';
import { callerOf } from './door.ts';
import type { Jira } from './heart.ts';
import { serviceProject } from './service-desk/index.ts';
import { integrationAccountId } from './state.ts';
import type { Issue } from './state.ts';

/** What the integration may only read. */
export const readOnlyProject = 'LEN';

const known = ['BROWSE_PROJECTS', 'TRANSITION_ISSUES', 'ADD_COMMENTS', 'LINK_ISSUES', 'ADMINISTER_PROJECTS'] as const;

/** Everybody may do everything, but the integration may change nothing in one project. */
export function mayChange(projectKey: string, accountId: string | null): boolean {
  return accountId !== null && !(accountId === integrationAccountId && projectKey === readOnlyProject);
}

/** What the caller may do; v3 wants to be told which permissions are meant. */
export function permissionRoutes(router: Router, jira: Jira): void {
  router.get(`${jira.ways.root}/mypermissions`, (req, res) => {
    const asked = (param(req, 'permissions') ?? (jira.ways.root === '/rest/api/2' ? known.join() : '')).split(',');
    const issue: Issue | undefined = jira.issue(param(req, 'issueId') ?? param(req, 'issueKey') ?? '', callerOf(res));
    const of = param(req, 'projectKey');
    const isProject = [...jira.data.projects, serviceProject].some(({ key }) => key === of);
    if (asked.some((name) => !known.some((one) => one === name))) refuse(res, 400, 'The \'permissions\' query parameter is required, and must be known.');
    else if (of !== undefined && !isProject) refuse(res, 404, `No project could be found with key '${of}'.`);
    else if (of === undefined && issue === undefined) refuse(res, 404, 'Issue does not exist or you do not have permission to see it.');
    else {
      const isFree = mayChange(of ?? issue?.projectKey ?? '', callerOf(res));
      res.json({ permissions: Object.fromEntries(asked.map((key, nth) => [key, { id: String(nth), key, name: key, type: 'PROJECT', description: '', havePermission: isFree || key === 'BROWSE_PROJECTS' }])) });
    }
  });
}
