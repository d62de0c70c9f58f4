import type { Request } from 'express';

const endpoints: readonly (readonly [RegExp, string])[] = [
  [/^\/artifactory\/api\/(storage|copy|move)\/.+/, '/artifactory/api/$1/{path}'],
  [/^\/artifactory\/api\/build\/promote\/.+/, '/artifactory/api/build/promote/{name}/{number}'],
  [/^\/artifactory\/api\/build\/[^/]+\/[^/]+$/, '/artifactory/api/build/{name}/{number}'],
  [/^\/artifactory\/api\/build\/[^/]+$/, '/artifactory/api/build/{name}'],
  [/^\/artifactory\/api\/docker\/[^/]+\/v2\/.+\/(manifests|blobs\/uploads)\/.*/, '/artifactory/api/docker/{repository}/v2/{image}/$1'],
  [/^\/artifactory\/(?!api\/)[^/]+\/.+/, '/artifactory/{repository}/{path}'],
  [/^\/lifecycle\/api\/v2\/release_bundle\/(records|statuses)\/[^/]+\/[^/]+$/, '/lifecycle/api/v2/release_bundle/$1/{name}/{version}'],
  [/^\/lifecycle\/api\/v2\/promotion\/records\/[^/]+\/[^/]+$/, '/lifecycle/api/v2/promotion/records/{name}/{version}'],
  [/^\/lifecycle\/api\/v2\/promotion\/statuses\/[^/]+\/[^/]+\/[^/]+$/, '/lifecycle/api/v2/promotion/statuses/{name}/{version}/{created}'],
  [/^\/evidence\/api\/v1\/subject\/.+/, '/evidence/api/v1/subject/{path}'],
  [/^\/lifecycle\/api\/v2\/release_bundle\/records\/[^/]+$/, '/lifecycle/api/v2/release_bundle/records/{name}'],
];

/** The name a call is counted under: paths, names and numbers folded; reading and writing properties told apart. */
export function endpointOf(req: Request): string {
  const [pattern, name] = endpoints.find(([one]) => one.test(req.path)) ?? [];
  const endpoint = pattern === undefined ? req.path : req.path.replace(pattern, name ?? '');
  return `${req.method} ${endpoint}${req.query['properties'] === undefined ? '' : '?properties'}`;
}
