import type { RequestHandler } from 'express';
import { roles, type Role, type Viewer } from '../../domain/person.ts';
import { digestOf } from '../sign-in/way.ts';

/** Who among the signed-in may read metrics. */
export const metricsRoles: readonly Role[] = roles.filter((role) => role === 'ADMINISTRATOR' || role === 'AUDITOR' || role === 'VIEWER');

/** The two ways to GET /metrics: by the token of the configuration, which opens nothing else and needs no database; else behind the sign-in, by role. */
export interface MetricsPage {
  readonly byToken: RequestHandler;
  readonly byRole: RequestHandler;
}

/** `refused` keeps in mind whom metrics were not given to, though signed in. */
export function metricsPage({ token, scrape, refused }: { readonly token: string | undefined; readonly scrape: () => Promise<string>; readonly refused: (viewer: Viewer, why: string) => Promise<void> }): MetricsPage {
  const expected = token === undefined ? null : digestOf(token);
  const answer = async (response: Parameters<RequestHandler>[1]): Promise<void> => {
    // As bytes: express would write the type of a text anew.
    response.setHeader('content-type', 'text/plain; version=0.0.4; charset=utf-8').setHeader('cache-control', 'no-store').end(await scrape());
  };
  return {
    async byToken(request, response, next) {
      const given = /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1];
      if (expected === null || given === undefined || digestOf(given) !== expected) { next(); return; }
      await answer(response);
    },
    async byRole(_request, response) {
      const viewer = response.locals['viewer'] as Viewer;
      if (!viewer.roles.some((role) => metricsRoles.includes(role))) {
        const message = `Metrics take the role ${metricsRoles.join(' or ')}, or the token metrics.token of the configuration.`;
        await refused(viewer, message);
        response.status(403).json({ errors: [{ message, extensions: { code: 'FORBIDDEN' } }] });
        return;
      }
      await answer(response);
    },
  };
}
