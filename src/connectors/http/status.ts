import type { SourceProblemCode } from '../../domain/source.ts';
import { isSpent } from './rate-limit.ts';
import type { Headers } from './request.ts';

/** What a status that is not an answer means. */
export function problemOfStatus(status: number, headers: Headers): { readonly code: SourceProblemCode; readonly message: string } {
  if (status === 401) return { code: 'UNAUTHORIZED', message: 'did not accept our credentials (401); check the connection\'s auth settings' };
  if (status === 429 || (status === 403 && isSpent(headers))) return { code: 'RATE_LIMITED', message: `asked us to slow down (${status})` };
  if (status === 403) return { code: 'FORBIDDEN', message: 'does not let our account do this (403); grant it the rights, or use another account' };
  if (status === 404) return { code: 'NOT_FOUND', message: 'has no such thing, or hides it from our account (404)' };
  if (status === 408) return { code: 'TIMEOUT', message: 'gave up waiting for our request (408)' };
  if (status >= 500) return { code: 'SERVER_ERROR', message: `failed with status ${status}; look at the tool's own health` };
  if (status >= 300 && status < 400) return { code: 'UNEXPECTED_ANSWER', message: `sent us elsewhere (${status}), and redirects are never followed; check the connection's url` };
  return { code: 'UNEXPECTED_ANSWER', message: `did not accept the request (${status})` };
}
