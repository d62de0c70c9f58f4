import { Router } from 'express';
import { digestsOf } from './digests.ts';
import { Refusal } from './refusal.ts';
import { bytesOf, objectOf, wildcardOf } from './request.ts';
import { fileAt } from './shop.ts';
import type { Shop } from './shop.ts';

/** The key whose signatures this platform can check. */
export const trustedKeyId = 'northbank-release';

/** POST /evidence/api/v1/subject/{repository}/{path}: a DSSE envelope about that file. Nothing keeps the same one from standing twice. */
export function evidenceRoutes(shop: Shop): Router {
  return Router().post('/api/v1/subject/*path', (req, res) => {
    const caller = shop.caller(req);
    const file = fileAt(shop, caller, wildcardOf(req, 'path').replace(/\/+$/, ''));
    const { statement, keyIds } = readEnvelope(objectOf(req));
    const predicateType = typeof statement['predicateType'] === 'string' ? statement['predicateType'] : null;
    const slug = (predicateType ?? 'generic').replace(/^https?:\/\//, '').replaceAll(/[^A-Za-z0-9]+/g, '-');
    const createdAt = shop.now().toISOString();
    const evidence = {
      subject: { repo: file.repo, path: file.path, name: file.name, sha256: file.sha256 },
      name: `${slug}-${shop.data.evidence.length + 1}.json`, sha256: digestsOf(bytesOf(req)).sha256,
      predicateType, predicate: statement['predicate'] ?? null, createdAt, createdBy: caller.userName, isVerified: keyIds.includes(trustedKeyId),
    };
    shop.data.evidence.push(evidence);
    shop.changed();
    res.status(201).json({
      repository: file.repo, path: `.evidence/${file.sha256}`, name: evidence.name, uri: `${file.repo}/.evidence/${file.sha256}/${evidence.name}`, sha256: evidence.sha256,
      predicate_category: '', predicate_type: predicateType, predicate_slug: slug, created_at: createdAt, created_by: caller.userName, verified: evidence.isVerified,
    });
  });
}

/** @throws Refusal 400 for what is no signed in-toto statement. */
function readEnvelope(body: Readonly<Record<string, unknown>>): { readonly statement: Readonly<Record<string, unknown>>; readonly keyIds: readonly unknown[] } {
  const { payload, payloadType, signatures } = body;
  if (typeof payload !== 'string' || typeof payloadType !== 'string' || !Array.isArray(signatures) || signatures.length === 0) throw new Refusal(400, 'The DSSE envelope needs payload, payloadType and signatures');
  try {
    const statement = JSON.parse(Buffer.from(payload, 'base64').toString('utf8')) as unknown;
    if (typeof statement === 'object' && statement !== null) return { statement: statement as Record<string, unknown>, keyIds: signatures.map((one: { keyid?: unknown } | null) => one?.keyid) };
  } catch { /* said below */ }
  throw new Refusal(400, 'The payload is no in-toto statement');
}
