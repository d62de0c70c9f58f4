import { Router } from 'express';
import type { Request } from 'express';
import type { StoredBundle } from './data.ts';
import { Refusal } from './refusal.ts';
import { paramOf, queryOf } from './request.ts';
import type { Shop } from './shop.ts';

/** /lifecycle/api/v2/release_bundle: release bundles v2, to be read only. */
export function bundleRoutes(shop: Shop): Router {
  return Router()
    .get('/api/v2/release_bundle/records/:name', (req, res) => {
      shop.caller(req);
      const all = shop.data.bundles.filter(({ name }) => name === paramOf(req, 'name'));
      const [offset, limit] = [wholeNumber(req, 'offset', 0), Math.min(wholeNumber(req, 'limit', 25), 1_000)];
      const found = all.slice(offset, offset + limit);
      res.json({
        release_bundles: found.map((bundle) => ({ status: 'COMPLETED', repository_key: 'release-bundles-v2', release_bundle_name: bundle.name, release_bundle_version: bundle.version, created_by: 'ci', created: bundle.createdAt })),
        total: all.length, limit, offset,
      });
    })
    .get('/api/v2/release_bundle/records/:name/:version', (req, res) => {
      const caller = shop.caller(req);
      const bundle = bundleAsked(shop, paramOf(req, 'name'), paramOf(req, 'version'));
      const files = bundle.files.map((full) => shop.data.files[full]).filter((file) => file !== undefined && caller.maySee(file.repo));
      res.json({
        schema_version: '1.0.0', service_id: 'jfrt@sandbox', created_by: 'ci', created: bundle.createdAt, created_millis: Date.parse(bundle.createdAt),
        artifacts: files.map((file) => file && ({
          path: `${file.path}/${file.name}`, checksum: file.sha256, source_repository_key: file.repo, package_type: 'generic', size: file.size,
          properties: Object.entries(file.properties).map(([key, values]) => ({ key, values })),
        })),
        source: { builds: [{ build_repository: 'artifactory-build-info', build_name: bundle.build.name, build_number: bundle.build.number, build_started: bundle.build.started, include_dependencies: false }] },
      });
    })
    .get('/api/v2/release_bundle/statuses/:name/:version', (req, res) => {
      shop.caller(req);
      bundleAsked(shop, paramOf(req, 'name'), paramOf(req, 'version'));
      res.json({ status: 'COMPLETED', messages: [] });
    });
}

/** A page is 25 unless said otherwise. */
function wholeNumber(req: Request, name: string, otherwise: number): number {
  const text = queryOf(req, name) ?? '';
  return /^\d+$/.test(text) ? Number(text) : otherwise;
}

export function bundleAsked(shop: Shop, name: string, version: string): StoredBundle {
  const bundle = shop.data.bundles.find((one) => one.name === name && one.version === version);
  if (bundle === undefined) throw new Refusal(404, `Release bundle ${name}/${version} was not found`);
  return bundle;
}
