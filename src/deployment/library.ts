import type { Artifact } from '../domain/artifact.ts';
import type { LibraryDesk } from '../domain/ports/desk.ts';
import { readReference } from '../domain/reference.ts';
import type { PinnedArtifact, SealedPackage } from '../domain/release.ts';
import { askerOf } from './on-behalf.ts';
import type { StepContext } from './step.ts';
import { MissingSubjectError } from './subject.ts';
import type { Subject } from './subject.ts';

/** The sealed artifacts of a deployment that one library keeps, and who writes there. */
export interface Shelf {
  readonly connection: string;
  readonly desk: LibraryDesk;
  readonly pins: readonly PinnedArtifact[];
}

/**
 * What was deployed, of the library that the service declares; a sentence when there is nothing to write. Throws
 * MissingSubjectError when the library cannot be written to, or the package was sealed anew since: then only a person
 * can tell which bytes are meant.
 */
export function shelfOf({ deployment, ports }: Pick<StepContext, 'deployment' | 'ports'>, { release, service }: Subject): Shelf | string {
  const connection = service.artifacts?.connection;
  if (connection === undefined) return `Service ${service.key} declares no library.`;
  if (deployment.packageDigest === null) return 'What was deployed was not sealed.';
  const pins = pinsIn(connection, sealedAs(deployment.packageDigest, release.sealed, release.key));
  if (pins.length === 0) return `Nothing of what was deployed is in ${connection}.`;
  const desk = ports.connections.byName(connection)?.libraryDesk;
  if (!desk) throw new MissingSubjectError(`Connection ${connection} is not there or cannot write to a library; service ${service.key} keeps its artifacts there.`);
  return { connection, desk, pins };
}

function sealedAs(digest: string, sealed: SealedPackage | null, key: string): SealedPackage {
  if (sealed?.digest === digest) return sealed;
  throw new MissingSubjectError(`${key} was sealed anew after it was deployed, so that the files that were deployed are no longer known; look after them in the library by hand.`);
}

function pinsIn(connection: string, { artifacts }: SealedPackage): readonly PinnedArtifact[] {
  return artifacts.filter(({ reference }) => readReference(reference)?.connection === connection);
}

/** Every place of the library where one of these contents stands. Throws when the library fails, or does not tell them all. */
export async function placesOf({ connection, pins }: Shelf, { ports, acting }: Pick<StepContext, 'ports' | 'acting'>): Promise<readonly Artifact[]> {
  const found = await ports.records.find('artifacts.bySha256', { digests: [...new Set(pins.map(({ sha256 }) => sha256))] }, acting, [connection]);
  const lost = found.find(({ problem, isComplete }) => problem !== null || !isComplete);
  if (lost !== undefined) throw new MissingSubjectError(`What stands in ${connection} could not ${lost.problem === null ? 'all be read.' : `be read: ${lost.problem.message}`}`);
  return found.flatMap(({ records }) => records);
}

/** The very content under the very name, in that repository. */
export function isCopy(artifact: Artifact, { name, sha256 }: PinnedArtifact, repository: string): boolean {
  return artifact.sha256 === sha256 && artifact.name === name && artifact.repository === repository;
}

/** How what went live is marked: by environment, so that what runs in one is not overwritten by another. */
export function stampOf({ deployment }: Pick<StepContext, 'deployment'>): Readonly<Record<string, readonly string[]>> {
  const { environment, releaseKey, id } = deployment;
  const asker = askerOf(deployment);
  return {
    [`muster.release.${environment}`]: [releaseKey ?? ''], [`muster.deployment.${environment}`]: [id],
    ...(asker !== null && { [`muster.requestedBy.${environment}`]: [asker] }),
  };
}
