import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { DetachedSignature, DsseEnvelope, SignedStatement } from '../../../domain/artifact.ts';
import type { Ask } from '../../../domain/ports/ask.ts';
import { isManifest } from '../artifact-image.relation.ts';
import { readPlaces } from '../artifact.reader.ts';
import { atMost } from '../at-most.ts';
import type { ArtifactoryClient } from '../client.ts';
import { orNone } from '../or-none.ts';
import { keyOf } from '../place.ts';
import type { PinnedPlace, Place } from '../place.ts';
import { envelopeOf, envelopeSchema, signatureManifestSchema } from './wire.ts';
import type { SignatureLayer } from './wire.ts';

/** Tags under which cosign keeps, beside an image and named by its digest, signatures and attestations. */
const kinds = ['sig', 'att'] as const;
const readsAtOnce = 4;
/** Of one image: so many signatures are read, and the rest is one that nobody can check. */
const mostLayers = 20;
const signatureAnnotation = 'dev.cosignproject.cosign/signature';

/**
 * What cosign keeps beside each container image in its repository, in the order of the files; none for what is no image.
 * One search tells which images have any; each of those costs a manifest and its payloads.
 */
export async function readImageSignatures(client: ArtifactoryClient, subjects: readonly PinnedPlace[], ask: Ask): Promise<readonly (readonly SignedStatement[])[]> {
  const tags = subjects.map(tagsOf);
  if (tags.every(({ length }) => length === 0)) return tags.map(() => []);
  const found = new Set((await readPlaces(client, tags.flat(), ask)).map(keyOf));
  const read = new Map(await atMost(readsAtOnce, [...new Map(tags.flat().map((place) => [keyOf(place), place])).values()].filter((place) => found.has(keyOf(place))), async (place) => [keyOf(place), await readTag(client, place, ask)] as const));
  return subjects.map(({ sha256 }, index) => (tags[index] ?? []).flatMap((place) => (read.get(keyOf(place)) ?? []).map((one) => ({ ...one, subjectSha256: sha256 }))));
}

/** The manifests of both tags, beside the image's own tag; none for what is no image, or whose digest nobody told. */
function tagsOf({ place, sha256 }: PinnedPlace): readonly Place[] {
  const image = place.path.split('/').slice(0, -1).join('/');
  if (!isManifest(place) || sha256 === null || image === '') return [];
  return kinds.map((kind) => ({ repo: place.repo, path: `${image}/sha256-${sha256}.${kind}`, name: 'manifest.json' }));
}

type Kept = Pick<SignedStatement, 'name' | 'envelope'>;

async function readTag(client: ArtifactoryClient, place: Place, ask: Ask): Promise<readonly Kept[]> {
  const tag = place.path.split('/').at(-1) ?? '';
  const answer = await orNone(client.send({ method: 'GET', path: contentPath(place), schema: signatureManifestSchema, ask, doing: 'reading the signatures of an image' }));
  const layers = answer?.body?.layers ?? null;
  if (layers === null) return [{ name: tag, envelope: null }];
  // The same payload signed again is the same content.
  const payloads = new Map(await atMost(readsAtOnce, [...new Set(layers.slice(0, mostLayers).map(({ digest }) => digest))], async (digest) => [digest, await readPayload(client, place, digest, ask)] as const));
  const kept = layers.slice(0, mostLayers).map((layer, nth) => ({ name: layers.length === 1 ? tag : `${tag}, ${nth + 1} of ${layers.length}`, envelope: signedOf(layer, payloads.get(layer.digest) ?? null) }));
  return layers.length > mostLayers ? [...kept, { name: `${tag}, more than ${mostLayers}`, envelope: null }] : kept;
}

/** The very bytes of that digest; null when they are not there or others came. A tag is a folder, and a layer a file in it named by its digest. */
async function readPayload(client: ArtifactoryClient, { repo, path }: Place, digest: string, ask: Ask): Promise<string | null> {
  const answer = await orNone(client.send({ method: 'GET', path: contentPath({ repo, path, name: digest.replace(':', '__') }), readsText: true, schema: z.string(), ask, doing: 'reading what was signed of an image' }));
  return answer !== null && `sha256:${createHash('sha256').update(answer.body).digest('hex')}` === digest ? answer.body : null;
}

function signedOf({ mediaType, annotations }: SignatureLayer, payload: string | null): DsseEnvelope | DetachedSignature | null {
  if (payload === null) return null;
  if (mediaType === 'application/vnd.dsse.envelope.v1+json') return envelopeIn(payload);
  const signature = annotations?.[signatureAnnotation];
  return mediaType === 'application/vnd.dev.cosign.simplesigning.v1+json' && signature !== undefined ? { payload: Buffer.from(payload).toString('base64'), signature } : null;
}

function envelopeIn(text: string): DsseEnvelope | null {
  try {
    return envelopeOf(envelopeSchema.parse(JSON.parse(text)));
  } catch {
    return null;
  }
}

function contentPath(place: Place): string {
  return `/artifactory/${keyOf(place).split('/').map(encodeURIComponent).join('/')}`;
}
