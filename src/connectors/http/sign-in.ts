import type { Headers } from './request.ts';

/** HTTP Basic (RFC 7617), UTF-8. */
export function basicHeaders(userName: string, password: string): Headers {
  return { authorization: `Basic ${Buffer.from(`${userName}:${password}`, 'utf8').toString('base64')}` };
}

export function bearerHeaders(token: string): Headers {
  return { authorization: `Bearer ${token}` };
}
