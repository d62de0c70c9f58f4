import { instant } from '../domain/instant.ts';
import type { Viewer } from '../domain/person.ts';
import type { Release } from '../domain/release.ts';
import { audited } from './audited.ts';
import type { ReleasePorts } from './ports.ts';
import { releaseOf, standingRelease } from './standing-release.ts';

export interface CloseRelease {
  readonly key: string;
  readonly notes?: string | null;
}

/** Ends a release whose work is over; the notes stand in the audit log. Closed twice is closed once. Throws UserMistake NOT_FOUND or CONFLICT (cancelled). */
export async function closeRelease(ports: ReleasePorts, viewer: Viewer, { key, notes }: CloseRelease): Promise<Release> {
  return audited(ports, viewer, 'closeRelease', notes == null ? key : `${key}: ${notes}`, async () => {
    const release = await releaseOf(ports, key, ['key']);
    if (release.closedAt !== null) return release;
    await standingRelease(ports, key, ['key']);
    return ports.releases.update(key, { closedAt: instant(ports.clock.now()) });
  });
}
