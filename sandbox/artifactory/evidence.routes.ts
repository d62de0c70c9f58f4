import { Router } from 'express';
import { isSignedBy, releaseKey, type Envelope } from '../bank/signing.ts';
import { slugOf, storedEvidence } from './attested.ts';
import { Refusal } from './refusal.ts';
import { bytesOf, objectOf, wildcardOf } from './request.ts';
import { fileAt } from './shop.ts';
import type { Shop } from './shop.ts';

/**
 * POST /evidence/api/v1/subject/{repository}/{path}: a DSSE envelope about that file. Nothing keeps the same one from
 * standing twice, nor one that nobody can check; `verified` is whether the platform's own key fits a signature.
 */
export function evidenceRoutes(shop: Shop): Router {
  return Router().post('/api/v1/subject/*path', (req, res) => {
    const caller = shop.caller(req);
    const file = fileAt(shop, caller, wildcardOf(req, 'path').replace(/\/+$/, ''));
    const envelope = readEnvelope(objectOf(req));
    const keeping = { file, number: shop.data.evidence.length + 1, createdAt: shop.now().toISOString(), createdBy: caller.userName, isVerified: isSignedBy(releaseKey, envelope) };
    const evidence = storedEvidence(envelope, bytesOf(req).toString('utf8'), keeping);
    shop.data.evidence.push(evidence);
    shop.changed();
    res.status(201).json({
      repository: file.repo, path: `.evidence/${file.sha256}`, name: evidence.name, uri: `${file.repo}/.evidence/${file.sha256}/${evidence.name}`, sha256: evidence.sha256,
      predicate_category: '', predicate_type: evidence.predicateType, predicate_slug: slugOf(evidence.predicateType), created_at: evidence.createdAt, created_by: caller.userName, verified: evidence.isVerified,
    });
  });
}

/** The envelope that is kept at this path of a repository, as it came: GET of its downloadPath. */
export function keptEnvelope(shop: Shop, full: string): string | undefined {
  return shop.data.evidence.find(({ subject, name }) => full === `${subject.repo}/.evidence/${subject.sha256}/${name}`)?.envelope;
}

/** @throws Refusal 400 for what is no signed in-toto statement. */
function readEnvelope(body: Readonly<Record<string, unknown>>): Envelope {
  const { payload, payloadType, signatures } = body;
  if (typeof payload !== 'string' || typeof payloadType !== 'string' || !Array.isArray(signatures) || signatures.length === 0) throw new Refusal(400, 'The DSSE envelope needs payload, payloadType and signatures');
  try {
    const statement = JSON.parse(Buffer.from(payload, 'base64').toString('utf8')) as unknown;
    if (typeof statement === 'object' && statement !== null) return { payload, payloadType, signatures: signatures.map((one: { sig?: unknown } | null) => ({ sig: typeof one?.sig === 'string' ? one.sig : '' })) };
  } catch { /* said below */ }
  throw new Refusal(400, 'The payload is no in-toto statement');
}
