import { gitlabCredentials } from '../bank/credentials.ts';
import type { StandIn } from '../kernel/index.ts';

export interface Answer { readonly status: number; readonly headers: Headers; readonly body: unknown }

/** Asks a GitLab with plain fetch: below /api/v4 unless the path begins with /__sandbox. */
export async function ask(gitlab: StandIn, method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = { 'PRIVATE-TOKEN': gitlabCredentials.token }): Promise<Answer> {
  const answer = await fetch(gitlab.url + (path.startsWith('/__sandbox') ? path : `/api/v4${path}`), {
    method, headers: { ...headers, 'Content-Type': 'application/json' }, ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: /^[[{]/.test(text) ? JSON.parse(text) as unknown : text };
}

/** Asks again until the field says so. */
export async function reaches(gitlab: StandIn, path: string, field: string, value: unknown): Promise<Readonly<Record<string, unknown>>> {
  for (let tries = 0; tries < 150; tries += 1) {
    const body = (await ask(gitlab, 'GET', path)).body as Readonly<Record<string, unknown>>;
    if (body[field] === value) return body;
    await new Promise((resolve) => { setTimeout(resolve, 20); });
  }
  throw new Error(`${path} never came to ${field} ${String(value)}.`);
}
