import { z } from 'zod';
import { UserMistake } from '../../../domain/error.ts';
import type { Artifact } from '../../../domain/artifact.ts';
import type { Ask } from '../../../domain/ports/ask.ts';
import { readReference } from '../../../domain/reference.ts';
import type { RecordIdentity } from '../../../domain/reference.ts';
import { readPlaces } from '../artifact.reader.ts';
import type { ArtifactoryClient } from '../client.ts';
import { keyOf, readPinned } from '../place.ts';
import type { PinnedPlace } from '../place.ts';
import { toArtifact } from '../translate.ts';
import { unbelievable } from '../unbelievable.ts';
import { hasAll, propertyText } from './properties.ts';
import type { Properties } from './properties.ts';

/** Writes what is not so already, never onto a folder's children, and answers the artifact as it then stands. */
export async function stamp(client: ArtifactoryClient, artifact: RecordIdentity, properties: Properties, ask: Ask): Promise<Artifact> {
  const texts = propertyText(properties);
  const { pinned, record } = await standing(client, artifact, ask);
  if (hasAll(record.properties, properties)) return record;
  for (const text of texts) {
    await client.send({
      method: 'PUT', path: `/artifactory/api/storage/${encodedKey(pinned)}`, query: { properties: text, recursive: 0 }, schema: z.unknown(), ask, doing: 'writing properties of an artifact',
    });
  }
  const { record: written } = await standing(client, artifact, ask);
  if (!hasAll(written.properties, properties)) throw unbelievable(client, 'took the properties of an artifact and does not show them; see whether our account may annotate there');
  return written;
}

/** The artifact as it stands now. Throws UserMistake NOT_FOUND when it, or the very content it was, is no longer there. */
export async function standing(client: ArtifactoryClient, artifact: RecordIdentity, ask: Ask): Promise<{ readonly pinned: PinnedPlace; readonly record: Artifact }> {
  const parts = readReference(artifact);
  const pinned = parts?.kind === 'artifact' ? readPinned(parts.key) : null;
  if (pinned === null) throw new UserMistake('INVALID', `${artifact} is no artifact.`, ['artifact']);
  const origin = client.origin();
  const [item] = await readPlaces(client, [pinned.place], ask);
  const record = item === undefined ? null : toArtifact(item, origin);
  if (record === null || (pinned.sha256 !== null && record.sha256 !== pinned.sha256)) {
    throw new UserMistake('NOT_FOUND', `${keyOf(pinned.place)} ${record === null ? 'is not there, or hidden from us' : 'now holds another content than the one that was meant'}.`, ['artifact']);
  }
  return { pinned, record };
}

export function encodedKey({ place }: PinnedPlace): string {
  return keyOf(place).split('/').map(encodeURIComponent).join('/');
}
