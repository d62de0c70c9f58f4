import { instant } from '../../domain/instant.ts';
import type { Clock } from '../../domain/instant.ts';
import type { ProblemReader } from '../http/index.ts';
import { oauthRefusalSchema } from './wire.ts';

/** GitLab's refusals that tell an administrator more than their status does (apis/README.md §11). */
export function createProblemReader(clock: Clock): ProblemReader {
  return (status, body) => {
    const refusal = oauthRefusalSchema.safeParse(body);
    if (!refusal.success || (status !== 401 && status !== 403)) return null;
    const sinceAt = instant(clock.now());
    switch (refusal.data.error) {
      case 'insufficient_scope': return { code: 'FORBIDDEN', message: 'says our token\'s scope does not cover this (403); give it the scope api', sinceAt, retryAt: null };
      case 'invalid_token': return { code: 'UNAUTHORIZED', message: 'says our token has expired or was revoked (401); issue a new one', sinceAt, retryAt: null };
      default: return null;
    }
  };
}
