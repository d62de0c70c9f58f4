import { Router } from 'express';
import type { Request } from 'express';
import type { Digests, StoredFile } from './data.ts';
import { fullPath } from './data.ts';
import { deploy } from './deploy.ts';
import { digestsOf } from './digests.ts';
import { keptEnvelope } from './evidence.routes.ts';
import { mimeTypeOf } from './file-info.ts';
import { storageInstant } from './instants.ts';
import { Refusal } from './refusal.ts';
import { bytesOf, readProperties, wildcardOf } from './request.ts';
import { baseOf, fileAt, filesBelow } from './shop.ts';
import type { Shop } from './shop.ts';

/** The repositories themselves: download, deploy (by bytes or by checksum), delete. */
export function contentRoutes(shop: Shop): Router {
  return Router()
    .get('/:repo/*path', (req, res) => {
      const caller = shop.caller(req);
      const { full } = addressOf(req);
      const envelope = caller.maySee(full.split('/')[0] ?? '') ? keptEnvelope(shop, full) : undefined;
      if (envelope !== undefined) {
        res.type('application/json').send(envelope);
        return;
      }
      const file = fileAt(shop, caller, full);
      res.setHeader('X-Checksum-Sha256', file.sha256).setHeader('X-Checksum-Sha1', file.sha1).setHeader('X-Checksum-Md5', file.md5);
      res.type(mimeTypeOf(file.name)).send(Buffer.from(shop.data.blobs[file.sha256] ?? '', 'base64'));
    })
    .put('/:repo/*path', (req, res) => {
      const { full, properties } = addressOf(req);
      const caller = shop.caller(req);
      const bytes = req.get('x-checksum-deploy')?.toLowerCase() === 'true' ? knownContent(shop, req) : uploaded(req, full);
      res.status(201).json(deployed(deploy(shop, caller, full, bytes, properties), req));
    })
    .delete('/:repo/*path', (req, res) => {
      const caller = shop.caller(req);
      const below = filesBelow(shop, caller, addressOf(req).full);
      if (below.length === 0) throw new Refusal(404, 'Could not locate artifact to delete.');
      if (!caller.isAdmin) throw new Refusal(403, `Not enough permissions to delete artifacts (user '${caller.userName}' needs DELETE permission).`);
      for (const [path] of below) Reflect.deleteProperty(shop.data.files, path);
      shop.changed();
      for (const [, file] of below) shop.herald.file('deleted', file);
      res.status(204).end();
    });
}

/** The full path, and what stands behind the first semicolon: matrix parameters, the properties to set. */
function addressOf(req: Request): { readonly full: string; readonly properties: Record<string, string[]> } {
  const [full = '', ...matrix] = `${String(req.params['repo'] ?? '')}/${wildcardOf(req, 'path')}`.split(';');
  return { full: full.replace(/\/+$/, ''), properties: readProperties(matrix.join(';')) };
}

/** The bytes in the body, checked against the digests that the client says they have. */
function uploaded(req: Request, full: string): Buffer {
  const bytes = bytesOf(req);
  const actual = digestsOf(bytes);
  for (const kind of ['sha256', 'sha1', 'md5'] as const) {
    const said = req.get(`x-checksum-${kind}`);
    if (said !== undefined && said.toLowerCase() !== actual[kind]) throw new Refusal(409, `Checksum error for '${full}': received '${said}' but actual is '${actual[kind]}'`);
  }
  return bytes;
}

/** A content already stored somewhere, named by digest: a deploy without bytes. */
function knownContent(shop: Shop, req: Request): Buffer {
  const sha256 = req.get('x-checksum-sha256')?.toLowerCase();
  const sha1 = (req.get('x-checksum-sha1') ?? req.get('x-checksum'))?.toLowerCase();
  if (sha256 === undefined && sha1 === undefined) throw new Refusal(400, 'Checksum deploy failed: no checksum header was found.');
  const found = sha256 ?? Object.values(shop.data.files).find((file: Digests) => file.sha1 === sha1)?.sha256 ?? '';
  const blob = Object.hasOwn(shop.data.blobs, found) ? shop.data.blobs[found] : undefined;
  if (blob === undefined) throw new Refusal(404, `Checksum deploy failed. No existing file with ${sha256 === undefined ? `SHA1: ${sha1 ?? ''}` : `SHA256: ${sha256}`}`);
  return Buffer.from(blob, 'base64');
}

function deployed(file: StoredFile, req: Request): object {
  const base = baseOf(req);
  const full = fullPath(file.repo, file.path, file.name);
  const { sha1, md5, sha256 } = file;
  return {
    repo: file.repo, path: full.slice(file.repo.length), created: storageInstant(file.modifiedAt), createdBy: file.createdBy,
    downloadUri: `${base}/${full}`, mimeType: mimeTypeOf(file.name), size: String(file.size),
    checksums: { sha1, md5, sha256 }, originalChecksums: { sha256 }, uri: `${base}/${full}`,
  };
}
