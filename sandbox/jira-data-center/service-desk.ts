import type { Router } from 'express';
import type { Jira } from '../jira/heart.ts';
import { serviceDeskRoutes } from '../jira/service-desk/index.ts';

/**
 * The service desk's API beside Jira's. Here its approvals are called experimental, and whoever does not say in a header that they know is
 * refused. Jira's own refusal asks for `opt-in` and its reference for `true`: both are taken, for nobody has seen either refused. The rest is
 * as in Cloud.
 */
export function experimentalDesk(router: Router, jira: Jira): void {
  router.use('/rest/servicedeskapi/request/:issue/approval', (req, res, next) => {
    const said = req.headers['x-experimentalapi'];
    if (said === 'opt-in' || said === 'true') next();
    else res.status(412).json({ errorMessage: 'This API is experimental. You must set the header \'X-ExperimentalApi: opt-in\' to opt into using this API.', i18nErrorMessage: { i18nKey: 'sd.rest.experimental', parameters: [] } });
  });
  serviceDeskRoutes(router, jira);
}
