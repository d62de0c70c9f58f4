import { serverAudits } from 'graphql-http';
import type { Door } from './every-cell.ts';

export interface HttpAudit {
  readonly name: string;
  readonly status: 'ok' | 'notice' | 'warn' | 'error';
  readonly reason: string | null;
}

/** The audits of GraphQL over HTTP, by somebody signed in whose GETs are no form of a foreign page. */
export async function auditHttp({ url, tokens }: Door): Promise<readonly HttpAudit[]> {
  const audits = serverAudits({
    url,
    fetchFn: (address: string, init: RequestInit = {}) => {
      const headers = new Headers(init.headers);
      headers.set('authorization', `Bearer ${tokens.viewer}`);
      headers.set('apollo-require-preflight', '1');
      return fetch(address, { ...init, headers });
    },
  });
  const results: HttpAudit[] = [];
  for (const audit of audits) {
    const result = await audit.fn();
    results.push({ name: result.name, status: result.status, reason: 'reason' in result ? result.reason : null });
  }
  return results;
}
