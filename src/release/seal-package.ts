import { isSha256, type Artifact } from '../domain/artifact.ts';
import { UserMistake } from '../domain/error.ts';
import { instant } from '../domain/instant.ts';
import type { Viewer } from '../domain/person.ts';
import { acting } from '../domain/ports/ask.ts';
import type { Reading } from '../domain/ports/records.ts';
import { readReference } from '../domain/reference.ts';
import { isJudged, type PinnedArtifact, type Release } from '../domain/release.ts';
import { audited } from './audited.ts';
import { createReleaseGraph } from './graph/index.ts';
import { packageDigest } from './package-digest.ts';
import type { ReleasePorts } from './ports.ts';
import { standingRelease } from './standing-release.ts';

export interface SealPackage {
  readonly releaseKey: string;
  /** Seals a new revision where one stands. */
  readonly replace?: boolean | null;
}

/**
 * Pins the sha256 of every artifact of the release, read live from the library, as the package's next revision.
 * Throws UserMistake ALREADY_SEALED (unless replace), INVALID (no artifacts, or some that are missing or have no
 * digest, each named), SOURCE_UNAVAILABLE (some could not be looked for or read, each named), NOT_FOUND or CONFLICT.
 */
export async function sealPackage(ports: ReleasePorts, viewer: Viewer, { releaseKey, replace }: SealPackage): Promise<Release> {
  return audited(ports, viewer, 'sealPackage', releaseKey, async () => {
    const release = await standingRelease(ports, releaseKey, ['releaseKey']);
    if (release.sealed !== null && replace !== true) {
      throw new UserMistake('ALREADY_SEALED', `${releaseKey} is sealed as revision ${release.sealed.revision}; ask to replace it to seal a new one.`, ['replace']);
    }
    const artifacts = await pinned(ports, await artifactsOf(ports, release));
    return ports.releases.seal(releaseKey, {
      revision: (release.sealed?.revision ?? 0) + 1,
      sealedAt: instant(ports.clock.now()), sealedBy: viewer.actor, digest: packageDigest(artifacts), artifacts,
    });
  });
}

/** References of what would be sealed: what is linked now and what can be found now. A look that cannot be finished might miss some. */
async function artifactsOf(ports: ReleasePorts, release: Release): Promise<readonly string[]> {
  const assembly = (await createReleaseGraph(ports).assemble([release], acting)).get(release.key);
  const gap = assembly?.gaps.find(({ relation }) => relation === 'ARTIFACT');
  if (gap !== undefined) {
    throw new UserMistake('SOURCE_UNAVAILABLE', `${gap.connection} could not finish the look for artifacts by "${gap.rule}": ${gap.problem.message}. Seal again once it answers.`, ['releaseKey']);
  }
  const links = (assembly?.links ?? []).filter((link) => link.relation === 'ARTIFACT' && isJudged(link) && readReference(link.reference)?.kind === 'artifact');
  if (links.length === 0) throw new UserMistake('INVALID', `${release.key} has no artifacts to seal: link its build, bundle or artifacts.`, ['releaseKey']);
  return [...new Set(links.map(({ reference }) => reference))].sort();
}

async function pinned({ records }: ReleasePorts, references: readonly string[]): Promise<readonly PinnedArtifact[]> {
  const readings = await records.read('artifact', references, acting);
  const pins = references.map((reference) => ({ reference, pin: pinOf(reference, readings.get(reference)) }));
  const unread = pins.filter(({ pin }) => pin === 'unreadable');
  if (unread.length > 0) throw new UserMistake('SOURCE_UNAVAILABLE', `Not sealed: could not read ${unread.map(({ reference }) => reference).join(', ')}.`, ['releaseKey'], unread.map(({ reference }) => reference));
  const bad = pins.flatMap(({ reference, pin }) => (typeof pin === 'string' ? [{ reference, said: `${reference} ${pin}` }] : []));
  if (bad.length > 0) throw new UserMistake('INVALID', `Not sealed: ${bad.map(({ said }) => said).join(', ')}.`, ['releaseKey'], bad.map(({ reference }) => reference));
  return pins.flatMap(({ pin }) => (typeof pin === 'string' ? [] : [pin]));
}

function pinOf(reference: string, reading: Reading<Artifact> | undefined): PinnedArtifact | 'unreadable' | 'is not in the library' | 'has no sha256' {
  if (reading === undefined || reading.state === 'unreadable' || (reading.state === 'found' && reading.problem !== null)) return 'unreadable';
  if (reading.state === 'absent') return 'is not in the library';
  const { name, sha256 } = reading.value;
  return sha256 === null || !isSha256(sha256) ? 'has no sha256' : { reference, name, sha256 };
}
