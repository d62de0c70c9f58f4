import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { promotionStates, scanStates } from '../../domain/artifact.ts';
import { toPromotion } from './bundles/promotion-state.ts';
import { readPinned } from './place.ts';
import { toScan, toScanState } from './scan.ts';
import { toArtifact, toBuild, toBuildStatuses } from './translate.ts';
import { aqlSchema, buildInfoSchema, bundleSchema, promotionsSchema, scanStatusSchema, summarySchema } from './wire.ts';

const folder = join(import.meta.dirname, '../../../../shared/apis/recordings');
const isThere = existsSync(folder);
const suite = isThere ? describe : describe.skip;
const files = [
  'artifactory/jfc_aql_with_properties.json', 'artifactory/big_npm_buildinfo.json', 'artifactory/jfc_rlm_block100.json', 'artifactory/jfc_rlm_block255.json', 'artifactory/jfc_evd_block274.json',
  'xray/jfc_ArtifactStatusNotSupportedResponse.json', 'xray/jfc_ArtifactStatusPendingResponse.json', 'xray/jfc_ArtifactStatusResponse.json', 'xray/jfc_LicensesReportDetailsResponse.json',
  'xray/jfc_VulnerableXraySummaryArtifactResponse.json',
];
const runs = 1_000;
const origin = { connection: 'dml', url: 'https://jfrog.example', fetchedAt: '2026-03-02T09:00:00.000Z' };
const digest = 'c255cbe29c2da2935b4433a54e4ce6a3710490ee1d2c47bc68a7fa1732a3be24';
const instantOrNull = (text: string | null): boolean => text === null || /^[+-]?\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text);
const sha256OrNull = (text: string | null): boolean => text === null || /^[0-9a-f]{64}$/.test(text);

/** Every place in a body, as a path. */
function places(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  const inner = typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, one]) => places(one, [...path, key])) : [];
  return [path, ...inner];
}

function replaced(value: unknown, [key, ...rest]: readonly string[], wrong: { readonly isGone: boolean; readonly value: unknown }): unknown {
  if (key === undefined) return wrong.value;
  if (Array.isArray(value)) return value.flatMap((one: unknown, index) => (String(index) !== key ? [one] : wrong.isGone && rest.length === 0 ? [] : [replaced(one, rest, wrong)]));
  return Object.fromEntries(Object.entries(value as object).flatMap(([name, one]) => (name !== key ? [[name, one as unknown]] : wrong.isGone && rest.length === 0 ? [] : [[name, replaced(one, rest, wrong)]])));
}

const wrongs = fc.oneof(
  fc.record({ isGone: fc.constant(true), value: fc.constant(null) }),
  fc.record({ isGone: fc.constant(false), value: fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary', maxLength: 40 }), fc.constantFrom<unknown>('x'.repeat(100_000), -1, 1e308, '__proto__', 'constructor', '0', 'DONE', 'COMPLETED', '9999-99-99T99:99:99+0000', '+275760-09-13T00:00:00.001Z', true, {}, [])) }),
);

/** The recording without the rows that hold nothing, which make the whole answer one that is not believed. */
function whole(body: unknown): unknown {
  const { results } = body as { readonly results?: readonly object[] };
  return results === undefined ? body : { ...(body as object), results: results.filter((row) => Object.keys(row).length > 0) };
}

/** Ends in records of our words, or in an answer that is not believed. */
function read(body: unknown): void {
  for (const item of aqlSchema.safeParse(body).data?.results ?? []) {
    const artifact = toArtifact(item, origin);
    expect([artifact.repository, artifact.path, artifact.name]).toEqual([item.repo, item.path, item.name]);
    expect(sha256OrNull(artifact.sha256) && artifact.id.startsWith('dml:artifact:')).toBe(true);
    expect(Object.values(artifact.properties ?? {}).flat().every((value) => typeof value === 'string')).toBe(true);
  }
  const info = buildInfoSchema.safeParse(body).data;
  if (info !== undefined) {
    const build = toBuild(info, origin);
    expect([build.name, build.number]).toEqual([info.name, info.number]);
    expect([true, false, null]).toContain(build.testsPassed);
    expect(instantOrNull(build.startedAt) && build.artifacts.every((file) => sha256OrNull(file.sha256)) && toBuildStatuses(info).every(({ at }) => instantOrNull(at))).toBe(true);
  }
  for (const promotion of promotionsSchema.safeParse(body).data?.promotions ?? []) {
    const { state } = toPromotion(promotion, null);
    expect(promotionStates).toContain(state);
    expect(state === 'COMPLETED').toBe(promotion.status === 'COMPLETED');
  }
  bundleSchema.safeParse(body);
  readScans(body);
}

/** Only a status that says DONE is SCANNED, and only a summary of that very content counts. */
function readScans(body: unknown): void {
  const status = scanStatusSchema.safeParse(body).data;
  if (status !== undefined) {
    expect(scanStates).toContain(toScanState(status));
    if (toScanState(status) === 'SCANNED') expect(status.overall.status).toBe('DONE');
  }
  const summary = summarySchema.safeParse(body).data;
  const pinned = readPinned(`foo/bar/84a28a42@${digest}`);
  if (summary === undefined || pinned === null) return;
  const scan = toScan(pinned, { overall: { status: 'DONE' } }, summary.artifacts ?? []);
  const isAbout = summary.artifacts?.some(({ general }) => general.sha256?.toLowerCase() === digest) === true;
  if (!isAbout) expect(scan).toMatchObject({ state: 'UNKNOWN', critical: null, high: null });
}

suite(`Artifactory and Xray recordings with one thing wrong${isThere ? '' : ' (skipped: ../shared/apis is not there)'}`, () => {
  it.each(files)('%s ends in a value or is not believed', (file) => {
    const body = whole(JSON.parse(readFileSync(join(folder, file), 'utf8')));
    const everywhere = places(body);
    read(body);
    fc.assert(fc.property(fc.constantFrom(...everywhere), wrongs, (place, wrong) => { read(replaced(body, place, wrong)); }), { numRuns: runs });
  });
});
