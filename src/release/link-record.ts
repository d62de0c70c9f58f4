import { UserMistake } from '../domain/error.ts';
import type { Viewer } from '../domain/person.ts';
import { isJudged, type Link } from '../domain/release.ts';
import { audited } from './audited.ts';
import { declaredLink, type RecordLink } from './declared-link.ts';
import type { ReleasePorts } from './ports.ts';
import { standingRelease } from './standing-release.ts';

export interface LinkRecord extends RecordLink {
  readonly releaseKey: string;
}

/**
 * Declares that a record belongs to a release. Linked twice is linked once; a discovered link becomes a declared one.
 * Throws UserMistake NOT_FOUND, INVALID, or CONFLICT (the release is over, or somebody took this record out of it).
 */
export async function linkRecord(ports: ReleasePorts, viewer: Viewer, input: LinkRecord): Promise<Link> {
  return audited(ports, viewer, 'linkRecord', `${input.releaseKey} ${input.reference}`, async () => {
    await standingRelease(ports, input.releaseKey, ['releaseKey']);
    const [link] = await ports.releases.addLinks([declaredLink(ports, viewer, input.releaseKey, input, [])]);
    if (link === undefined) throw new Error(`The release store answered no link for ${input.releaseKey} ${input.reference}.`);
    if (!isJudged(link)) throw new UserMistake('CONFLICT', `${input.reference} was taken out of ${input.releaseKey} by ${link.excluded?.by.name ?? 'somebody'}: ${link.excluded?.because ?? ''}`, ['reference']);
    return link;
  });
}
