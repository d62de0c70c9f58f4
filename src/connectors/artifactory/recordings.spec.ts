import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import nock from 'nock';
import { judging } from '../../domain/ports/ask.ts';
import { toPromotion } from './bundles/promotion-state.ts';
import { artifactory } from './index.ts';
import { toScanState } from './scan.ts';
import { toArtifact, toBuild } from './translate.ts';
import type { Origin } from './translate.ts';
import { aqlSchema, buildInfoSchema, itemSchema, promotionsSchema, scanStatusSchema, summarySchema } from './wire.ts';

const folder = path.resolve(import.meta.dirname, '../../../../shared/apis/recordings');
const isThere = existsSync(folder);
const suite = isThere ? describe : describe.skip;
const site = 'http://127.0.0.1:9';
const origin: Origin = { connection: 'dml', url: site, fetchedAt: '2026-03-02T09:00:00.000Z' };

/** Recordings of answers to questions that this connector does not ask yet, and notes in prose. */
const notMet = [
  'artifactory/jfc_evd_block274.json', 'artifactory/jfskills_artifactory-aql-syntax.md',
  'artifactory/jfskills_release-lifecycle-entities.md', 'artifactory/jfskills_xray-entities.md', 'xray/jfc_LicensesReportDetailsResponse.json',
];
const met = [
  'artifactory/big_npm_buildinfo.json', 'artifactory/jfc_aql_with_properties.json', 'artifactory/jfc_rlm_block100.json', 'artifactory/jfc_rlm_block255.json', 'xray/jfc_ArtifactStatusNotSupportedResponse.json',
  'xray/jfc_ArtifactStatusPendingResponse.json', 'xray/jfc_ArtifactStatusResponse.json', 'xray/jfc_VulnerableXraySummaryArtifactResponse.json',
];

function json(file: string): unknown {
  return JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as unknown;
}

function connect() {
  return artifactory.connect({ name: 'dml', isProduction: true, url: site, auth: { kind: 'bearer', token: 't' }, deadlines: { pageMs: 2_000, judgeMs: 2_000, actMs: 2_000 } }, { clock: { now: () => new Date() } });
}

afterEach(() => { nock.cleanAll(); });
/** It patches Node's own http, which jest shares between the files of one worker. */
afterAll(() => { nock.restore(); });

suite(`Artifactory and Xray recordings${isThere ? '' : ' (skipped: ../shared/apis is not there)'}`, () => {
  it('all are either replayed here or named as not met', () => {
    const recorded = ['artifactory', 'xray'].flatMap((tool) => readdirSync(path.join(folder, tool)).map((file) => `${tool}/${file}`));
    expect(recorded.toSorted()).toEqual([...met, ...notMet].toSorted());
  });

  it('jfc_aql_with_properties: rows with nothing in them make the whole answer one that cannot be believed', async () => {
    nock(site).post('/artifactory/api/search/aql').reply(200, json('artifactory/jfc_aql_with_properties.json'));
    await expect(connect().readers.artifact?.read([{ key: 'repo1/a/yes.in' }], judging)).rejects.toMatchObject({ problem: { code: 'UNEXPECTED_ANSWER' } });
    expect(aqlSchema.safeParse(json('artifactory/jfc_aql_with_properties.json')).success).toBe(false);
  });

  it('jfc_aql_with_properties: its whole rows keep builds and properties, and have no sha256', () => {
    const { results } = json('artifactory/jfc_aql_with_properties.json') as { results: object[] };
    const artifacts = results.filter((row) => Object.keys(row).length > 0).map((row) => toArtifact(itemSchema.parse(row), origin));
    expect(artifacts.map(({ name, buildName, buildNumber, sha256 }) => [name, buildName, buildNumber, sha256])).toEqual([
      ['ses.in', 'myBuild', null, null], ['no.in', 'myBuild', '1', null], ['no.in', null, null, null], ['yes.in', 'myBuild', null, null], ['no.in', null, null, null], ['c1.in', null, null, null],
    ]);
    expect(artifacts[0]).toMatchObject({ id: 'dml:artifact:repo1/a/ses.in', sizeBytes: 11, properties: { 'ca': ['1'], 'build.name': ['myBuild'] } });
  });

  it('big_npm_buildinfo: a build with dependencies and no artifacts, which nobody tested', () => {
    expect(toBuild(buildInfoSchema.parse(json('artifactory/big_npm_buildinfo.json')), origin)).toMatchObject({ name: 'build-info-go-test-npm', number: '2', startedAt: null, testsPassed: null, vcsRevision: null, artifacts: [], workItemKeys: [] });
  });

  it('jfc_rlm_block100: the bundle\'s file is looked for at the place it was taken from', async () => {
    const digest = 'e06f59f5a976c7f4a5406907790bb8cad6148406282f07cd143fd1de64ca169d';
    nock(site).get('/lifecycle/api/v2/release_bundle/records/Commons-Bundle/1.0.0').reply(200, json('artifactory/jfc_rlm_block100.json'));
    nock(site).post('/artifactory/api/search/aql', (query: unknown) => String(query).includes('catalina-dev-generic-local') || JSON.stringify(query).includes(digest)).reply(200, {
      results: [{ repo: 'catalina-dev-generic-local', path: 'catalina', name: 'release-notes-1.0.0.txt', size: 470, sha256: digest }], range: { start_pos: 0, end_pos: 1, total: 1 },
    });
    const found = await connect().finders['artifacts.ofBundle']?.find({ name: 'Commons-Bundle', version: '1.0.0' }, judging);
    expect(found).toMatchObject({ isComplete: true, records: [{ sha256: digest, repository: 'catalina-dev-generic-local', path: 'catalina', sizeBytes: 470 }] });
  });

  it('jfc_rlm_block255: one promotion to PROD, done', () => {
    const { promotions } = promotionsSchema.parse(json('artifactory/jfc_rlm_block255.json'));
    expect(promotions.map((one) => toPromotion(one, null))).toEqual([{ target: 'PROD', state: 'COMPLETED', stateLabel: 'COMPLETED', at: '2024-03-14T15:26:46.637Z', because: null }]);
  });

  it.each([['Response', 'SCANNED'], ['PendingResponse', 'PENDING'], ['NotSupportedResponse', 'NOT_SCANNED']])('jfc_ArtifactStatus%s is %s', (name, state) => {
    expect(toScanState(scanStatusSchema.parse(json(`xray/jfc_ArtifactStatus${name}.json`)))).toBe(state);
  });

  it('jfc_VulnerableXraySummaryArtifactResponse: one High, and no list of errors beside it', () => {
    const { artifacts, errors } = summarySchema.parse(json('xray/jfc_VulnerableXraySummaryArtifactResponse.json'));
    expect(errors).toBeUndefined();
    expect(artifacts?.map(({ general, issues }) => [general.sha256?.slice(0, 8), issues?.map(({ severity }) => severity)])).toEqual([['c255cbe2', ['High']]]);
  });
});
