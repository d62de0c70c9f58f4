import type { ImageManifest, Sha256 } from '../../domain/artifact.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { RelationReader } from '../../domain/ports/connection.ts';
import { readReference } from '../../domain/reference.ts';
import type { RecordIdentity } from '../../domain/reference.ts';
import { atMost } from './at-most.ts';
import type { ArtifactoryClient } from './client.ts';
import { orNone } from './or-none.ts';
import { keyOf, readPinned } from './place.ts';
import type { PinnedPlace, Place } from './place.ts';
import { toSha256 } from './translate.ts';
import { unbelievable } from './unbelievable.ts';
import { manifestSchema } from './wire.ts';
import type { Manifest } from './wire.ts';

const manifestsAtOnce = 4;
/** A tag is a folder: of one image with the first of these in it, of a multi-platform one with the second (apis/README.md §9). */
const manifestNames: ReadonlySet<string> = new Set(['manifest.json', 'list.manifest.json']);

/**
 * What the manifests of container images name. An image's digest is the sha256 of its manifest, which must be the content
 * that was asked about: of other content at the same place nothing is said.
 */
export function artifactImages(client: ArtifactoryClient): RelationReader<'artifact.image'> {
  return {
    async relate(ids, ask) {
      const asked = ids.flatMap((id) => {
        const parts = readReference(id);
        const pinned = parts?.kind === 'artifact' ? readPinned(parts.key) : null;
        return pinned === null ? [] : [{ id, pinned }];
      });
      const images = await atMost(manifestsAtOnce, asked, async ({ id, pinned }) => ({ id, image: await readImage(client, pinned, ask) }));
      return new Map<RecordIdentity, ImageManifest | null>(images.flatMap(({ id, image }) => (image === undefined ? [] : [[id, image]])));
    },
  };
}

/** Whether a file that stands there may be the manifest of a container image. */
export function isManifest({ name }: Place): boolean {
  return manifestNames.has(name);
}

/** null: no image; undefined: not there, or no longer that content. */
async function readImage(client: ArtifactoryClient, { place, sha256 }: PinnedPlace, ask: Ask): Promise<ImageManifest | null | undefined> {
  if (!isManifest(place)) return null;
  const answer = await orNone(client.send({ method: 'GET', path: `/artifactory/${keyOf(place).split('/').map(encodeURIComponent).join('/')}`, schema: manifestSchema, ask, doing: 'reading the manifest of an image' }));
  if (answer === null) return undefined;
  const digest = toSha256(answer.headers['x-checksum-sha256']);
  if (digest === null) throw unbelievable(client, 'did not say the digest of a manifest');
  if (sha256 !== null && sha256 !== digest) return undefined;
  return toImage(answer.body, digest, answer.headers['content-type'] ?? '');
}

function toImage({ mediaType, layers, manifests }: Manifest, digest: Sha256, contentType: string): ImageManifest | null {
  if (layers === undefined && manifests === undefined) return null;
  return {
    digest,
    mediaType: mediaType ?? contentType.split(';')[0]?.trim() ?? '',
    platforms: (manifests ?? []).map(({ digest: own, platform }) => ({ os: platform?.os ?? null, architecture: platform?.architecture ?? null, digest: hexOf(own) })),
    layers: (layers ?? []).map(({ digest: own }) => hexOf(own)),
  };
}

function hexOf(digest: string): Sha256 {
  return digest.slice('sha256:'.length);
}
