import { z } from 'zod';
import { tellsOneStory } from '../http/index.ts';
import { keyOf } from './place.ts';

/** One row of `items.find`. Who may not see a field gets the row without it. */
export const itemSchema = z.object({
  repo: z.string().min(1),
  /** Folder; "." at the repository's root. */
  path: z.string().min(1),
  name: z.string().min(1),
  size: z.number().nonnegative().nullish(),
  sha256: z.string().nullish(),
  /** Only where it was asked for. */
  modified: z.string().nullish(),
  properties: z.array(z.object({ key: z.string(), value: z.string().nullish() })).nullish(),
});
export type Item = z.infer<typeof itemSchema>;

/** POST /artifactory/api/search/aql. `range.total` counts the rows returned, not those that match (apis/README.md §9). */
export const aqlSchema = z.object({
  results: z.array(itemSchema).refine((items) => tellsOneStory(items, keyOf)),
  range: z.object({ total: z.number().int().nonnegative(), notification: z.string().nullish() }),
});

/** Rows asked for by nothing but their place in a sync's order. */
export const orderSchema = z.object({
  results: z.array(z.object({ repo: z.string().min(1), path: z.string().min(1), name: z.string().min(1), modified: z.iso.datetime({ offset: true }) })),
});

export type OrderRow = z.infer<typeof orderSchema>['results'][number];

export const buildArtifactSchema = z.object({
  name: z.string(),
  sha256: z.string().nullish(),
  /** Within the repository, the file name included by some clients and left out by others. */
  path: z.string().nullish(),
  originalDeploymentRepo: z.string().nullish(),
});
export type BuildArtifact = z.infer<typeof buildArtifactSchema>;

/** Build info as clients publish it (specs/jfrog-buildinfo-schema.json). Its `properties` leak environment variables: not read. */
export const buildInfoSchema = z.object({
  name: z.string().min(1),
  number: z.string().min(1),
  started: z.string().nullish(),
  url: z.string().nullish(),
  vcs: z.array(z.object({ revision: z.string().nullish(), url: z.string().nullish() })).nullish(),
  modules: z.array(z.object({ id: z.string().nullish(), artifacts: z.array(buildArtifactSchema).nullish() })).nullish(),
  issues: z.object({ affectedIssues: z.array(z.object({ key: z.string() })).nullish() }).nullish(),
  statuses: z.array(z.object({ status: z.string(), timestamp: z.string().nullish(), user: z.string().nullish(), ciUser: z.string().nullish(), repository: z.string().nullish() })).nullish(),
});
export type BuildInfo = z.infer<typeof buildInfoSchema>;

/** GET /artifactory/api/build/{name}/{number} */
export const buildSchema = z.object({ buildInfo: buildInfoSchema });

/** GET /artifactory/api/build/{name}; numbers may repeat, `started` tells their runs apart. */
export const buildRunsSchema = z.object({ buildsNumbers: z.array(z.object({ uri: z.string(), started: z.string().nullish() })) });

/** GET /lifecycle/api/v2/release_bundle/records/{name}/{version}; `path` is within the source repository, file name included. */
export const bundleSchema = z.object({
  artifacts: z.array(z.object({ path: z.string().min(1), checksum: z.string().nullish(), source_repository_key: z.string().nullish() })),
});

/** POST /xray/api/v2/summary/artifact. Null issues are none; a missing list is no answer. */
export const summarySchema = z.object({
  artifacts: z.array(z.object({
    general: z.object({ path: z.string().nullish(), sha256: z.string().nullish() }),
    issues: z.array(z.object({ severity: z.string(), issue_type: z.string().nullish() })).nullable(),
    licenses: z.array(z.object({ name: z.string().nullish() })).nullish(),
  })).nullish(),
  errors: z.array(z.unknown()).nullish(),
}).refine(({ artifacts, errors }) => Array.isArray(artifacts) || Array.isArray(errors));
export type ScanSummary = NonNullable<z.infer<typeof summarySchema>['artifacts']>[number];

/** POST /xray/api/v1/artifact/status */
export const scanStatusSchema = z.object({
  overall: z.object({ status: z.string(), time: z.string().nullish() }),
  details: z.object({ sca: z.object({ status: z.string() }).nullish() }).nullish(),
});
export type ScanStatus = z.infer<typeof scanStatusSchema>;

const imageDigest = z.string().regex(/^sha256:[0-9a-f]{64}$/);

/** manifest.json and list.manifest.json of a container image; a file of that name that has neither list is none. */
export const manifestSchema = z.object({
  mediaType: z.string().min(1).nullish(),
  layers: z.array(z.object({ digest: imageDigest })).optional(),
  manifests: z.array(z.object({ digest: imageDigest, platform: z.object({ os: z.string().nullish(), architecture: z.string().nullish() }).nullish() })).optional(),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** GET /lifecycle/api/v2/release_bundle/records/{name}: a page of its versions. */
export const bundleVersionsSchema = z.object({
  release_bundles: z.array(z.object({ status: z.string().nullish(), release_bundle_name: z.string().min(1), release_bundle_version: z.string().min(1), created: z.string().nullish() })),
  total: z.number().int().nonnegative(),
});
export type BundleVersion = z.infer<typeof bundleVersionsSchema>['release_bundles'][number];

/** GET /lifecycle/api/v2/promotion/records/{name}/{version} */
export const promotionsSchema = z.object({
  promotions: z.array(z.object({ status: z.string(), environment: z.string(), created: z.string().nullish(), created_millis: z.union([z.number().int(), z.string().regex(/^\d+$/)]) })),
});
export type PromotionRecord = z.infer<typeof promotionsSchema>['promotions'][number];

/** POST /lifecycle/api/v2/promotion/records/{name}/{version} */
export const acceptedPromotionSchema = z.object({ created_millis: z.union([z.number().int(), z.string().regex(/^\d+$/)]) });

/** GET /lifecycle/api/v2/promotion/statuses/{name}/{version}/{created_millis} */
export const promotionStatusSchema = z.object({ status: z.string(), messages: z.array(z.object({ text: z.string().nullish() })).nullish() });

/** POST /artifactory/api/build/promote/{name}/{number}: 200 also when files were lost; the levels tell (apis/README.md §9). */
export const promotedSchema = z.object({ messages: z.array(z.object({ level: z.string(), message: z.string().nullish() })).nullish() });
