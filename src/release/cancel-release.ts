import { UserMistake } from '../domain/error.ts';
import { instant } from '../domain/instant.ts';
import type { Viewer } from '../domain/person.ts';
import type { Release } from '../domain/release.ts';
import { audited } from './audited.ts';
import type { ReleasePorts } from './ports.ts';
import { releaseOf, standingRelease } from './standing-release.ts';

export interface CancelRelease {
  readonly key: string;
  readonly reason: string;
}

/** Ends a release that will not go out; the reason stands in the audit log. Cancelled twice is cancelled once. Throws UserMistake INVALID, NOT_FOUND or CONFLICT (closed). */
export async function cancelRelease(ports: ReleasePorts, viewer: Viewer, { key, reason }: CancelRelease): Promise<Release> {
  return audited(ports, viewer, 'cancelRelease', `${key}: ${reason}`, async () => {
    if (reason.trim() === '') throw new UserMistake('INVALID', 'Say why the release is cancelled.', ['reason']);
    const release = await releaseOf(ports, key, ['key']);
    if (release.canceledAt !== null) return release;
    await standingRelease(ports, key, ['key']);
    return ports.releases.update(key, { canceledAt: instant(ports.clock.now()) });
  });
}
