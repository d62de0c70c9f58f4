import { evidenceOfDeployment, isOfPackage, spokenState } from './deployed.ts';
import { deploymentOf, now, source } from './green.fixture.ts';

const digest = 'd'.repeat(64);
const run = { source: source('github:run:7'), runId: '7', status: 'SUCCESS', url: 'https://github.example/runs/7', startedAt: now, finishedAt: now } as const;

describe('what was deployed', () => {
  it('is of a package by its digest, where one is told', () => {
    expect([digest, 'f'.repeat(64), null].map((packageDigest) => isOfPackage(deploymentOf({ packageDigest }), digest))).toEqual(['YES', 'NO', 'UNSAID']);
  });

  it('is shown as Muster’s own record, with the run as its link', () => {
    expect(evidenceOfDeployment(deploymentOf({ run }), 'state')).toStrictEqual({
      source: { reference: 'muster:version:payments-2.4.0', system: 'MUSTER', connection: 'muster', key: 'payments-2.4.0', url: null, fetchedAt: '2026-11-20T09:06:00.000Z', isStale: false, problem: null },
      recordId: null, field: 'state', label: 'Deployment of payments-2.4.0 to staging', value: 'SUCCEEDED', url: run.url,
    });
    expect(evidenceOfDeployment(deploymentOf({ origin: 'OBSERVED', releaseKey: null, finishedAt: null }), 'releaseKey')).toMatchObject({
      source: { reference: 'muster:version:payments', key: 'payments', fetchedAt: '2026-11-20T09:00:00.000Z' }, label: 'Observed deployment of payments to staging', value: null, url: null,
    });
    expect(evidenceOfDeployment(deploymentOf(), 'packageDigest').value).toBe(digest);
  });

  it('is spoken of as under way or over', () => {
    expect([spokenState(deploymentOf({ state: 'RUNNING', finishedAt: null })), spokenState(deploymentOf({ state: 'FAILED' }))]).toEqual(['is RUNNING', 'ended FAILED']);
  });
});
