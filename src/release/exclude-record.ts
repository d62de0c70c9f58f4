import { UserMistake } from '../domain/error.ts';
import { instant } from '../domain/instant.ts';
import { areFourEyes, humanBehind, type Person, type Viewer } from '../domain/person.ts';
import { isJudged, type Exclusion, type Link, type Release } from '../domain/release.ts';
import { audited } from './audited.ts';
import type { ReleasePorts } from './ports.ts';
import { standingRelease } from './standing-release.ts';

export interface ExcludeRecord {
  readonly releaseKey: string;
  readonly reference: string;
  readonly reason: string;
}

/**
 * Takes a record out of judging, in every environment; it stays visible with its reason (DESIGN §6). After sealing the
 * first call only asks for it, and the same call by another person makes it count.
 * Throws UserMistake NOT_FOUND, INVALID (no reason), CONFLICT (release over), FORBIDDEN (nobody known) or SAME_PERSON.
 */
export async function excludeRecord(ports: ReleasePorts, viewer: Viewer, input: ExcludeRecord): Promise<Link> {
  return audited(ports, viewer, 'excludeRecord', `${input.releaseKey} ${input.reference}: ${input.reason}`, async () => {
    if (input.reason.trim() === '') throw new UserMistake('INVALID', 'Say why the record is taken out.', ['reason']);
    const release = await standingRelease(ports, input.releaseKey, ['releaseKey']);
    const links = await linksOf(ports, input);
    const excluded: Link[] = [];
    for (const link of links) excluded.push(isJudged(link) ? await ports.releases.exclude(link.id, nextExclusion(ports, viewer, release, link, input.reason)) : link);
    const [first] = excluded;
    if (first === undefined) throw new UserMistake('NOT_FOUND', `${input.reference} is not linked to ${input.releaseKey}.`, ['reference']);
    return first;
  });
}

async function linksOf({ releases }: ReleasePorts, { releaseKey, reference }: ExcludeRecord): Promise<readonly Link[]> {
  const links = (await releases.links([releaseKey])).get(releaseKey) ?? [];
  return links.filter((link) => link.reference === reference || link.identity === reference);
}

/** Before sealing one person is enough; after it, what the first one asked for waits until a second, surely different one agrees. */
function nextExclusion(ports: ReleasePorts, { actor }: Viewer, release: Release, link: Link, reason: string): Exclusion {
  const at = instant(ports.clock.now());
  if (release.sealed === null) return { because: reason, by: actor, at, agreedBy: null, needsAgreement: false };
  const person = knownPerson(humanBehind(actor));
  if (link.excluded === null) return { because: reason, by: actor, at, agreedBy: null, needsAgreement: true };
  const asker = humanBehind(link.excluded.by);
  if (asker === null || !areFourEyes(person, asker)) {
    throw new UserMistake('SAME_PERSON', `${release.key} is sealed, so a second person must agree to take ${link.reference} out; ${link.excluded.by.name} asked for it.`, ['reference']);
  }
  return { ...link.excluded, agreedBy: actor };
}

function knownPerson(person: Person | null): Person {
  if (person?.isMapped === true) return person;
  throw new UserMistake('FORBIDDEN', 'After sealing only a person whom Muster knows may take a record out: map the account in configuration.', ['reference']);
}
