import { createHash } from 'node:crypto';
import type { Envelope, ImageSignature } from '../bank/signing.ts';

/** Somebody who pushes to the registry of a repository, by plain fetch: for specs and tests. */
export interface Pusher {
  /** Address of the tool. */
  readonly url: string;
  readonly token: string;
  readonly repository: string;
}

interface Layer { readonly content: string; readonly mediaType: string; readonly annotations?: Readonly<Record<string, string>> }

/** Pushes an image of one layer under a tag, as `docker push` does; answers the digest of its manifest. */
export function pushImage(pusher: Pusher, image: string, tag: string, content: string): Promise<string> {
  return push(pusher, image, tag, [{ content, mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip' }]);
}

/** Keeps signatures beside an image as `cosign sign` does: one image under a tag named by the digest, each signature an annotation of a layer whose content is what was signed. */
export function pushSignatures(pusher: Pusher, image: string, sha256: string, signatures: readonly ImageSignature[]): Promise<string> {
  return push(pusher, image, `sha256-${sha256}.sig`, signatures.map(({ payload, signature }) => (
    { content: payload, mediaType: 'application/vnd.dev.cosign.simplesigning.v1+json', annotations: { 'dev.cosignproject.cosign/signature': signature } })));
}

/** Keeps attestations beside an image as `cosign attest` does: each layer an envelope. */
export function pushAttestations(pusher: Pusher, image: string, sha256: string, envelopes: readonly Envelope[]): Promise<string> {
  return push(pusher, image, `sha256-${sha256}.att`, envelopes.map((envelope) => (
    { content: JSON.stringify(envelope), mediaType: 'application/vnd.dsse.envelope.v1+json', annotations: { 'dev.cosignproject.cosign/signature': '', 'predicateType': '' } })));
}

/** Contents first, then the manifest that names them. */
export async function push(pusher: Pusher, image: string, tag: string, layers: readonly Layer[]): Promise<string> {
  const config = { content: '{"architecture":"amd64","os":"linux"}', mediaType: 'application/vnd.oci.image.config.v1+json' };
  for (const { content } of [config, ...layers]) await upload(pusher, image, content);
  const described = ({ content, mediaType, annotations }: Layer): object => ({ mediaType, size: Buffer.byteLength(content), digest: digestOf(content), ...(annotations !== undefined && { annotations }) });
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  const manifest = JSON.stringify({ schemaVersion: 2, mediaType, config: described(config), layers: layers.map(described) });
  await call(pusher, `${image}/manifests/${tag}`, { method: 'PUT', headers: { 'content-type': mediaType }, body: manifest });
  return digestOf(manifest).slice('sha256:'.length);
}

async function upload(pusher: Pusher, image: string, content: string): Promise<void> {
  const begun = await call(pusher, `${image}/blobs/uploads/`, { method: 'POST' });
  const place = new URL(begun.headers.get('location') ?? '', pusher.url);
  place.searchParams.set('digest', digestOf(content));
  await send(pusher, place, { method: 'PUT', headers: { 'content-type': 'application/octet-stream' }, body: content });
}

function call(pusher: Pusher, path: string, init: RequestInit): Promise<Response> {
  return send(pusher, new URL(`/artifactory/api/docker/${pusher.repository}/v2/${path}`, pusher.url), init);
}

async function send({ token }: Pusher, address: URL, init: RequestInit): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set('authorization', `Bearer ${token}`);
  const answer = await fetch(address, { ...init, headers });
  if (!answer.ok) throw new Error(`The registry answered ${answer.status} to ${address.pathname}: ${await answer.text()}`);
  return answer;
}

function digestOf(content: string): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}
