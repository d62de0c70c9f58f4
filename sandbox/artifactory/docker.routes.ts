import { randomUUID } from 'node:crypto';
import { Router } from 'express';
import { deploy } from './deploy.ts';
import { digestsOf } from './digests.ts';
import { Refusal } from './refusal.ts';
import { bytesOf, paramOf, queryOf, wildcardOf } from './request.ts';
import { fileAt } from './shop.ts';
import type { Shop } from './shop.ts';

interface Manifest { readonly config?: { readonly digest: string }; readonly layers?: readonly { readonly digest: string }[]; readonly manifests?: readonly object[] }

/**
 * The registry's own API below /api/docker/{repository}/v2 (OCI distribution): what `docker push` and `cosign sign` speak.
 * A tag becomes a folder with its manifest and, named by their digests, the layers that were pushed before it; a layer that
 * another image has already is not pushed again, and stands in both folders.
 */
export function dockerRoutes(shop: Shop): Router {
  return Router()
    .post('/api/docker/:repo/v2/*image/blobs/uploads', (req, res) => {
      shop.caller(req);
      const upload = randomUUID();
      res.status(202).set('Docker-Upload-UUID', upload).location(`${req.baseUrl}${req.path.replace(/\/+$/, '')}/${upload}`).end();
    })
    .put('/api/docker/:repo/v2/*image/blobs/uploads/:upload', (req, res) => {
      shop.caller(req);
      const bytes = bytesOf(req);
      const { sha256 } = digestsOf(bytes);
      if (queryOf(req, 'digest') !== `sha256:${sha256}`) throw new Refusal(400, 'DIGEST_INVALID');
      shop.data.blobs[sha256] = bytes.toString('base64');
      shop.changed();
      res.status(201).set('Docker-Content-Digest', `sha256:${sha256}`).end();
    })
    .put('/api/docker/:repo/v2/*image/manifests/:reference', (req, res) => {
      const caller = shop.caller(req);
      const bytes = bytesOf(req);
      const manifest = manifestOf(bytes);
      const folder = `${paramOf(req, 'repo')}/${wildcardOf(req, 'image')}/${paramOf(req, 'reference').replace(':', '__')}`;
      for (const { digest } of [...(manifest.config === undefined ? [] : [manifest.config]), ...(manifest.layers ?? [])]) {
        deploy(shop, caller, `${folder}/${digest.replace(':', '__')}`, blobOf(shop, digest), {});
      }
      const { sha256 } = deploy(shop, caller, `${folder}/${manifest.manifests === undefined ? 'manifest.json' : 'list.manifest.json'}`, bytes, {});
      res.status(201).set('Docker-Content-Digest', `sha256:${sha256}`).end();
    })
    .get('/api/docker/:repo/v2/*image/manifests/:tag', (req, res) => {
      const caller = shop.caller(req);
      const { sha256 } = fileAt(shop, caller, `${paramOf(req, 'repo')}/${wildcardOf(req, 'image')}/${paramOf(req, 'tag')}/manifest.json`);
      res.set('Docker-Content-Digest', `sha256:${sha256}`).type('application/vnd.oci.image.manifest.v1+json').send(blobOf(shop, `sha256:${sha256}`));
    });
}

/** @throws Refusal 400 for what is no manifest. */
function manifestOf(bytes: Buffer): Manifest {
  try {
    const value = JSON.parse(bytes.toString('utf8')) as Manifest | null;
    if (value !== null && (Array.isArray(value.layers) || Array.isArray(value.manifests))) return value;
  } catch { /* said below */ }
  throw new Refusal(400, 'MANIFEST_INVALID');
}

function blobOf(shop: Shop, digest: string): Buffer {
  const sha256 = digest.replace('sha256:', '');
  if (!Object.hasOwn(shop.data.blobs, sha256)) throw new Refusal(400, 'MANIFEST_BLOB_UNKNOWN');
  return Buffer.from(shop.data.blobs[sha256] ?? '', 'base64');
}
