import type { Router } from 'express';
import type { Jira } from '../jira/heart.ts';
import { serviceDeskRoutes } from '../jira/service-desk/index.ts';

/**
 * The service desk's API beside Jira's. Here its approvals are called experimental, and whoever does not say in a header that they know is
 * refused (Atlassian's article on the common errors of these two resources, Data Center from 5.7); the rest is as in Cloud.
 */
export function experimentalDesk(router: Router, jira: Jira): void {
  router.use('/rest/servicedeskapi/request/:issue/approval', (req, res, next) => {
    if (req.headers['x-experimentalapi'] === 'opt-in') next();
    else res.status(412).json({ errorMessage: 'This API is experimental. To opt in to it, set the header \'X-ExperimentalApi: opt-in\'.', i18nErrorMessage: { i18nKey: 'sd.rest.experimental', parameters: [] } });
  });
  serviceDeskRoutes(router, jira);
}
