import type { Headers, HttpClient } from '../http/index.ts';
import { HttpProblem } from '../http/index.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import { crumbSchema } from './wire.ts';

/** API tokens, of today ("11" and 32 hex digits) and of old (32): whoever signs in with one needs no crumb. */
export function isApiToken(secret: string): boolean {
  return /^(11)?[0-9a-f]{32}$/.test(secret);
}

/**
 * What a write needs beside a password: a crumb, and the session it was issued in (apis/README.md §12). A Jenkins that
 * issues none (404) asks for none.
 */
export async function crumbHeaders(http: HttpClient, ask: Ask): Promise<Headers> {
  try {
    const { body, headers } = await http.send({ method: 'GET', path: '/crumbIssuer/api/json', schema: crumbSchema, ask, doing: 'fetching a crumb' });
    return { [body.crumbRequestField.toLowerCase()]: body.crumb, cookie: cookiesOf(headers['set-cookie'] ?? '') };
  } catch (error) {
    if (error instanceof HttpProblem && error.status === 404) return {};
    throw error;
  }
}

/** name=value of each cookie; several stand in one header, and an Expires holds a comma of its own. */
function cookiesOf(setCookie: string): string {
  return setCookie.split(/,(?=\s*[^;,=\s]+=)/).map((cookie) => (cookie.split(';')[0] ?? '').trim()).filter((pair) => !pair.endsWith('=')).join('; ');
}
