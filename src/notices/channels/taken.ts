import type { Posted } from '../../domain/ports/poster.ts';
import { NotDelivered } from '../channel.ts';

/** @throws NotDelivered when the other side did not take what was posted. */
export function taken(posted: Posted): void {
  if (!posted.isTaken) throw new NotDelivered(posted.because, { retryAt: posted.retryAt, isDown: posted.status === null || posted.status >= 500 });
}
