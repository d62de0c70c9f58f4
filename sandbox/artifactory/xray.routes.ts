import { Router } from 'express';
import type { Request } from 'express';
import type { Scan, ScanIssue, StoredFile } from './data.ts';
import { fullPath } from './data.ts';
import type { Caller } from './door.ts';
import { Refusal } from './refusal.ts';
import { contentTypeOf, objectOf } from './request.ts';
import { fileAt } from './shop.ts';
import type { Shop } from './shop.ts';
import { statusAnswer } from './xray-status.ts';

/** /xray: summaries by path or digest, the state of scans, and an administrator's order to scan again. */
export function xrayRoutes(shop: Shop): Router {
  return Router()
    .get('/api/v1/system/ping', (req, res) => {
      shop.caller(req);
      res.json({ status: 'pong' });
    })
    .post('/api/:version/summary/artifact', (req, res) => {
      if (req.params.version !== 'v1' && req.params.version !== 'v2') throw new Refusal(404, 'page not found');
      res.json(summary(shop, req, req.params.version === 'v2'));
    })
    .post('/api/v1/artifact/status', (req, res) => {
      const caller = shop.caller(req);
      const { repo, path } = jsonOf(req);
      if (typeof repo !== 'string' || typeof path !== 'string') throw new Refusal(400, 'repo and path are required');
      const file = fileAt(shop, caller, `${repo}/${path.replace(/^\/+/, '')}`);
      res.json(statusAnswer(isIndexed(shop, file) ? shop.data.scans[file.sha256] : undefined, isIndexed(shop, file), shop.now()));
    })
    .post('/api/v1/forceReindex', (req, res) => {
      if (!shop.caller(req).isAdmin) throw new Refusal(403, 'Admin permissions are required');
      res.json({ sent_to_reindex: { artifacts: reindex(shop, jsonOf(req)['artifacts']) } });
    });
}

function jsonOf(req: Request): Readonly<Record<string, unknown>> {
  if (contentTypeOf(req) !== 'application/json') throw new Refusal(415, 'Failed to parse the request: the content type must be application/json');
  return objectOf(req);
}

/** Paths win over digests, so that digests sent beside paths are ignored. What Xray does not index stands in `errors`. */
function summary(shop: Shop, req: Request, hasComponents: boolean): object {
  const caller = shop.caller(req);
  const { paths, checksums } = jsonOf(req);
  const asked = strings(paths).length > 0 ? strings(paths) : strings(checksums);
  if (asked.length === 0) throw new Refusal(400, 'paths or checksums are required');
  const byPath = strings(paths).length > 0;
  const artifacts: object[] = [];
  const errors: object[] = [];
  for (const identifier of asked) {
    const file = byPath ? fileByPath(shop, caller, identifier) : fileByDigest(shop, caller, identifier);
    if (file === undefined) errors.push({ identifier, error: "Artifact doesn't exist or not indexed/cached in Xray" });
    else artifacts.push(artifactSummary(file, finished(shop.data.scans[file.sha256], shop.now()), hasComponents));
  }
  return { artifacts, errors };
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

function fileByPath(shop: Shop, caller: Caller, identifier: string): StoredFile | undefined {
  const full = identifier.replace(/^default\//, '');
  const file = Object.hasOwn(shop.data.files, full) ? shop.data.files[full] : undefined;
  return identifier.startsWith('default/') && file !== undefined && caller.maySee(file.repo) && isIndexed(shop, file) ? file : undefined;
}

function fileByDigest(shop: Shop, caller: Caller, sha256: string): StoredFile | undefined {
  return Object.values(shop.data.files).find((file) => file.sha256 === sha256 && caller.maySee(file.repo) && isIndexed(shop, file));
}

function isIndexed(shop: Shop, file: StoredFile): boolean {
  return shop.data.repositories[file.repo]?.isIndexed === true;
}

/** Nothing is known of what was never scanned, and the answer looks just as for what is clean (apis/README.md §9). */
function finished(scan: Scan | undefined, now: Date): Scan | undefined {
  return scan?.outcome === 'finished' && Date.parse(scan.finishedAt) <= now.getTime() ? scan : undefined;
}

function artifactSummary(file: StoredFile, scan: Scan | undefined, hasComponents: boolean): object {
  const full = fullPath(file.repo, file.path, file.name);
  const issues: readonly ScanIssue[] = scan?.issues ?? [];
  return {
    general: { component_id: file.name, name: file.name, path: `default/${full}`, pkg_type: 'Generic', sha256: file.sha256 },
    issues: issues.map((issue) => ({
      issue_id: issue.id, summary: issue.summary, description: issue.summary, issue_type: 'security', severity: issue.severity, provider: 'JFrog',
      cves: [{ cve: issue.cve }], created: '2026-01-05T00:00:00.000Z', impact_path: [`default/${full}/${issue.component}`],
      ...(hasComponents ? { components: [{ component_id: issue.component, fixed_versions: [`[${issue.fixedIn}]`] }] } : {}),
    })),
    licenses: (scan?.licences ?? ['Unknown']).map((name) => ({ name, full_name: name === 'Unknown' ? 'Unknown license' : `${name} licence`, components: [], more_info_url: [name === 'Unknown' ? 'Unknown link' : `https://spdx.org/licenses/${name}.html`] })),
    operational_risks: [],
  };
}

/** Scans again, at once and clean unless issues were known: how a person mends a file that was never scanned. */
function reindex(shop: Shop, artifacts: unknown): readonly object[] {
  const sent = (Array.isArray(artifacts) ? artifacts : []).flatMap((one: { repository?: unknown; path?: unknown } | null) => {
    const full = `${String(one?.repository)}/${String(one?.path).replace(/^\/+/, '')}`;
    const file = Object.hasOwn(shop.data.files, full) ? shop.data.files[full] : undefined;
    return file === undefined || !isIndexed(shop, file) ? [] : [file];
  });
  if (sent.length === 0) throw new Refusal(400, 'No artifact to reindex was found');
  for (const file of sent) shop.data.scans[file.sha256] = { outcome: 'finished', finishedAt: shop.now().toISOString(), issues: shop.data.scans[file.sha256]?.issues ?? [], licences: shop.data.scans[file.sha256]?.licences ?? ['Apache-2.0'] };
  shop.changed();
  return sent.map((file) => ({ repository: file.repo, path: fullPath(file.repo, file.path, file.name).slice(file.repo.length + 1), sha256: file.sha256 }));
}
