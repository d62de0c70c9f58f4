import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import nock from 'nock';
import { acting } from '../../domain/ports/ask.ts';
import { argocd } from './index.ts';

const folder = path.resolve(import.meta.dirname, '../../../../shared/apis/recordings/argocd');
const isThere = existsSync(folder);
const suite = isThere ? describe : describe.skip;
const site = 'http://127.0.0.1:9';

interface Recorded { readonly metadata: { readonly name: string }; operation?: { info?: object[] }; readonly status: { readonly operationState?: { readonly operation: { info?: object[] } } } }

function recorded(file: string): Recorded {
  return JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Recorded;
}

function deployer(application: string) {
  const connection = argocd.connect({ name: 'argocd', isProduction: true, url: site, auth: { kind: 'bearer', token: 't' }, deadlines: { pageMs: 2_000, judgeMs: 2_000, actMs: 2_000 } }, { clock: { now: () => new Date() } });
  const made = connection.deployer?.({ connection: 'argocd', name: 'd', settings: { application } });
  if (made === undefined) throw new Error('The connection makes no deployers.');
  return made;
}

afterEach(() => { nock.cleanAll(); });
/** It patches Node's own http, which jest shares between the files of one worker. */
afterAll(() => { nock.restore(); });

suite(`Argo CD recordings${isThere ? '' : ' (skipped: ../shared/apis is not there)'}`, () => {
  it('are all replayed here', () => {
    expect(readdirSync(folder).toSorted()).toEqual(['roadie_getResponseStubScanning.json', 'roadie_syncResp.json']);
  });

  it('getResponseStubScanning: somebody else\'s sync is not ours; with our correlation it succeeded', async () => {
    const application = recorded('roadie_getResponseStubScanning.json');
    nock(site).get('/api/v1/applications/guestbook').twice().reply(200, application);
    await expect(deployer('guestbook').observe('ours', acting)).rejects.toMatchObject({ problem: { code: 'NOT_FOUND' } });
    expect(await deployer('guestbook').find('ours', '2021-01-07T09:00:00.000Z', acting)).toEqual({ outcome: 'ABSENT', isProven: true });
    const operation = application.status.operationState?.operation ?? {};
    operation.info = [{ name: 'muster', value: 'ours' }];
    nock(site).get('/api/v1/applications/guestbook').reply(200, application);
    expect(await deployer('guestbook').observe('ours', acting)).toMatchObject({
      progress: 'SUCCEEDED', run: { status: 'Succeeded, Healthy, Synced', startedAt: '2020-11-18T16:47:03.000Z', finishedAt: '2020-11-18T16:47:04.000Z', url: `${site}/applications/argocd/guestbook` },
    });
  });

  it('getResponseStubScanning: its history is one sync, the first ever', async () => {
    nock(site).get('/api/v1/applications/guestbook').reply(200, recorded('roadie_getResponseStubScanning.json'));
    expect(await deployer('guestbook').history?.('2020-11-01T00:00:00.000Z', acting)).toMatchObject({
      isComplete: true, records: [{ progress: 'SUCCEEDED', correlation: null, version: null, digests: [], revision: '6bed858de32a0e876ec49dad1a2e3c5840d3fb07', startedBy: null, run: { runId: 'history/0', startedAt: '2020-11-18T16:47:02.000Z', finishedAt: '2020-11-18T16:47:04.000Z' } }],
    });
  });

  it('syncResp: the answer to a sync that tells of no operationState yet', async () => {
    const application = recorded('roadie_syncResp.json');
    const { name } = application.metadata;
    nock(site).get(`/api/v1/applications/${name}`).twice().reply(200, application);
    await expect(deployer(name).observe('ours', acting)).rejects.toMatchObject({ problem: { code: 'NOT_FOUND' } });
    expect(await deployer(name).find('ours', '2023-01-01T00:00:00.000Z', acting)).toEqual({ outcome: 'ABSENT', isProven: false });
    Object.assign(application.operation ?? {}, { info: [{ name: 'muster', value: 'ours' }] });
    nock(site).get(`/api/v1/applications/${name}`).reply(200, application);
    expect(await deployer(name).observe('ours', acting)).toMatchObject({ progress: 'PENDING', run: { status: 'Requested' } });
  });
});
