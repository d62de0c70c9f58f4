import { tellStory } from '../bank/bank.ts';
import type { StandIn } from '../kernel/index.ts';
import { itopCredentials, startITop } from './index.ts';

const now = new Date('2026-03-02T09:00:00Z');

export function startForSpec(): Promise<StandIn> {
  return startITop({ port: 0, now: () => now, story: tellStory(now) });
}

/** A body as plain fetch reads it. */
export interface Answer {
  readonly code: number;
  readonly message: string | null;
  readonly objects: Readonly<Record<string, { readonly class: string; readonly key: string; readonly message: string; readonly fields: Readonly<Record<string, unknown>> }>> | null;
  readonly relations?: Readonly<Record<string, readonly { readonly key: string }[]>>;
}

/** One call, as a form; always HTTP 200. */
export async function call(itop: StandIn, params: object | string, form: Readonly<Record<string, string>> = {}, version = '1.3'): Promise<Answer> {
  const { userName, password } = itopCredentials.integration;
  const response = await fetch(`${itop.url}/webservices/rest.php${version === '' ? '' : `?version=${version}`}`, {
    method: 'POST', body: new URLSearchParams({ auth_user: userName, auth_pwd: password, json_data: typeof params === 'string' ? params : JSON.stringify(params), ...form }),
  });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toContain('application/json');
  return await response.json() as Answer;
}

export function get(itop: StandIn, className: string, key: unknown, fields = 'id', extra: object = {}): Promise<Answer> {
  return call(itop, { operation: 'core/get', class: className, key, output_fields: fields, ...extra });
}

export function fieldsOf(answer: Answer): readonly Readonly<Record<string, unknown>>[] {
  return Object.values(answer.objects ?? {}).map(({ fields }) => fields);
}
