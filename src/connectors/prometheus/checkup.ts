import type { Ask } from '../../domain/ports/ask.ts';
import { allowed, ifTold } from '../../domain/ports/checkup.ts';
import type { Checkup } from '../../domain/ports/checkup.ts';
import type { HttpClient } from '../http/index.ts';
import { permissions } from './about.ts';
import { answerSchema, buildInfoSchema } from './wire.ts';

export function createCheckup(http: HttpClient): Checkup {
  return {
    async signIn(ask) {
      await proveQueries(http, ask);
      const version = http.send({ method: 'GET', path: '/api/v1/status/buildinfo', schema: buildInfoSchema, ask, doing: 'asking for the version' });
      return { account: null, version: await ifTold(version.then(({ body }) => body.data.version)) };
    },
    looks: [{ use: 'READ', what: 'metrics', permission: permissions.query, tell: async (ask) => { await proveQueries(http, ask); return allowed; } }],
  };
}

/** Asks for a number that every server can reckon. */
export async function proveQueries(http: HttpClient, ask: Ask): Promise<void> {
  await http.send({ method: 'POST', isRead: true, path: '/api/v1/query', form: { query: '1' }, schema: answerSchema, ask, doing: 'proving that Prometheus answers us' });
}
