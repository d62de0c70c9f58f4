import type { Ask } from '../../../domain/ports/ask.ts';
import type { ArtifactoryClient } from '../client.ts';
import type { Scope } from '../options.ts';
import { orNone } from '../or-none.ts';
import { bundleVersionsSchema } from '../wire.ts';
import type { BundleVersion } from '../wire.ts';

const pageSize = 250;
const mostPages = 20;

/** Versions of one bundle; not complete when the limit, or a page that did not come, cut them off. */
export interface BundleVersions {
  readonly versions: readonly BundleVersion[];
  readonly isComplete: boolean;
}

/** All versions of a bundle, of the default place and of every project named in the options, until `isEnough` says so. */
export async function readVersions(client: ArtifactoryClient, name: string, isEnough: (versions: readonly BundleVersion[]) => boolean, ask: Ask): Promise<BundleVersions> {
  const found: BundleVersion[] = [];
  let isComplete = true;
  for (const scope of client.scopes.filter(({ buildRepo }) => buildRepo === undefined)) {
    const part = await readScope(client, name, scope, isEnough, ask);
    const known = new Set(found.map(({ release_bundle_version: version }) => version));
    found.push(...part.versions.filter(({ release_bundle_version: version }) => !known.has(version)));
    isComplete &&= part.isComplete;
    if (isEnough(found)) break;
  }
  return { versions: found, isComplete };
}

/** Pages by offset to the total that the tool tells; what it does not deliver of it leaves the answer not complete. */
async function readScope(client: ArtifactoryClient, name: string, scope: Scope, isEnough: (versions: readonly BundleVersion[]) => boolean, ask: Ask): Promise<BundleVersions> {
  const versions: BundleVersion[] = [];
  for (let page = 0, offset = 0; page < mostPages; page += 1) {
    const answer = await orNone(client.send({
      method: 'GET', path: `/lifecycle/api/v2/release_bundle/records/${encodeURIComponent(name)}`, query: { ...scope, offset, limit: pageSize }, schema: bundleVersionsSchema, ask, doing: 'reading the versions of a release bundle',
    }));
    if (answer === null) return { versions, isComplete: page === 0 };
    const rows = answer.body.release_bundles;
    versions.push(...rows.filter(({ release_bundle_name: own }) => own === name));
    offset += rows.length;
    if (offset >= answer.body.total) return { versions, isComplete: true };
    if (rows.length === 0 || isEnough(versions)) break;
  }
  return { versions, isComplete: false };
}
