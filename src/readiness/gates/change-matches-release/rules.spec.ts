import { absent, known, unknown } from '../../fact.ts';
import type { Facts } from '../../facts.ts';
import type { Judged } from '../../gate.ts';
import { approvedBy, artifactFactsOf, askedFacts, changeFactsOf, deploymentOf, gap, greenFacts, greenItem, greenPlan, kenji, link, now, omar, policyGate, stranger, timeout, workFactsOf } from '../../green.fixture.ts';
import { account } from './clean-release.fixture.ts';
import { contradictionKinds } from './contradiction.ts';
import { changeMatchesRelease } from './index.ts';
import { rules } from './rules.ts';

const judge = (given: Partial<Facts>): Judged => changeMatchesRelease.judge(greenFacts(given), policyGate('change-matches-release'));
const green = greenFacts();
const alone = { policy: { ...green.policy, gates: [policyGate('change-matches-release')] } };
const change = (...given: Parameters<typeof changeFactsOf>): Partial<Facts> => ({ changes: [changeFactsOf(...given)] });
const target = (given: Partial<typeof greenItem>): Partial<Facts> => ({ target: green.target === null ? null : { ...green.target, record: known({ ...greenItem, ...given }, now) } });
const last = (state: 'SUCCEEDED' | 'FAILED', version = '2.3.9') => askedFacts({ lastOfService: known({ deployment: deploymentOf({ state, environment: 'production', releaseKey: `payments-${version}` }), release: { ...green.release, key: `payments-${version}`, version } }, now) });
const planned = (...fixVersions: readonly string[]): Partial<Facts> => ({ workItems: [workFactsOf({ fixVersions })] });
const window = { startAt: '2026-11-28T02:00:00.000Z', endAt: '2026-11-28T06:00:00.000Z' };

describe('change-matches-release, contradiction by contradiction', () => {
  it('has one rule for each kind', () => {
    expect(rules.flatMap(({ kind }) => (kind === null ? [] : [kind])).sort()).toEqual([...contradictionKinds].sort());
  });

  it('names both sources, what each says, and when it was read', () => {
    const verdict = judge(change({ title: 'Deploy Payments 2.3.9' }));
    expect(verdict.because).toBe(`CHG0030003 is about payments-2.3.9, not about payments-2.4.0 (servicenow says "Deploy Payments 2.3.9" in title of CHG0030003, read ${now}; muster says "2.4.0" in version of payments-2.4.0, read ${now}).`);
    expect(verdict.evidence).toMatchObject([{ value: 'Deploy Payments 2.3.9', source: { connection: 'servicenow', fetchedAt: now } }, { value: '2.4.0', source: { connection: 'muster', fetchedAt: now } }]);
  });

  it.each<[string, Partial<Facts>, string]>([
    ['the title names another version than the description', change({ title: 'Deploy Payments 2.3.9' }), 'about payments-2.3.9'],
    ['a sentence sends another version out', change({ description: 'Deploys payments-2.3.9.' }), 'about payments-2.3.9'],
    ['it deploys a version without saying of what', change({ title: 'Deploy 12.4.0 to production' }), 'about payments-12.4.0'],
    ['its correlation id is of another release', change({ correlationId: 'payments-2.3.9' }), 'about payments-2.3.9'],
    ['the library has other bytes', { ...alone, artifacts: [artifactFactsOf({ sha256: 'b'.repeat(64) })] }, 'has other bytes than payments-2.4.0 was sealed with'],
    ['the change tells the digest of something else', change({ description: `Deploys ${'b'.repeat(64)}.` }), 'tells the digest of something that is not in the package'],
    ['the change is for another service', change({ serviceName: 'Ledger' }), 'CHG0030003 is for the service Ledger, and payments-2.4.0 is of Payments'],
    ['the item is another one of the same name', change({}, { items: known([{ ...greenItem, id: 'servicenow:ci:i9' }], now) }), 'about payments-api-prod, not about payments-api-prod'],
    ['the title goes to another environment', change({ title: 'Deploy Payments 2.4.0 to STAGING' }), 'is for STAGING, and plan version 3 is for production'],
    ['the last word of the title is another environment', change({ title: 'Deploy Payments 2.4.0 to test' }), 'is for test, and plan version 3 is for production'],
    ['its items are of another environment', change({}, { items: known([{ ...greenItem, environment: 'Staging' }], now) }), 'is for Staging'],
    ['plan and change are for different times', { plan: greenPlan({ window: { startAt: '2026-12-05T02:00:00.000Z', endAt: '2026-12-05T06:00:00.000Z' } }) }, 'are for different times'],
    ['its requester approved it', change({}, { approvals: known([approvedBy(omar), approvedBy(kenji)], now) }), 'Kenji asked for CHG0030003 and approved it too'],
    ['its owner left', change({ assignedTo: account('kenji', false) }), 'kenji owns CHG0030003 and has left'],
    ['the owner of the release left', { stakeholders: [], ...change({ assignedTo: account('grace', false) }) }, 'grace owns payments-2.4.0 and has left'],
    ['the work is planned for another version', planned('2.3.9'), 'PAY-12 belongs to payments-2.4.0 and is planned for 2.3.9'],
    ['the work is planned for a longer version', planned('2.4.01'), 'planned for 2.4.01'],
    ['an artifact is of another build', { artifacts: [artifactFactsOf({ buildName: 'ledger' })] }, 'was built by ledger, and payments-2.4.0 is built by payments'],
    ['the package mixes two builds', { artifacts: [artifactFactsOf(), artifactFactsOf({ name: 'payments-worker-2.4.0.tgz', buildNumber: '117' })] }, 'mixes two builds'],
    ['the CMDB shows another version than went out last', { ...target({ runningVersion: '2.3.4' }), asked: last('SUCCEEDED') }, 'runs 2.3.4 as the CMDB says, and 2.3.9 went out last to production'],
    ['the CMDB shows a newer version', target({ runningVersion: '2.10.0' }), 'so payments-2.4.0 would take it back'],
    ['the back-out plan takes another release out', { plan: greenPlan({ backoutPlan: 'Back out payments-2.5.0.' }) }, 'The back-out plan of Plan version 3 is about payments-2.5.0'],
    ['the back-out plan is of another service', { plan: greenPlan({ backoutPlan: 'Redeploy ledger-1.9.1.' }) }, 'about ledger-1.9.1'],
    ['the back-out plan goes back to what does not run', { plan: greenPlan({ backoutPlan: 'Redeploy payments-2.3.1.' }) }, 'about payments-2.3.1'],
  ])('fails when %s', (_name, given, because) => {
    const verdict = judge(given);
    expect([verdict.outcome, verdict.because]).toEqual(['FAIL', expect.stringContaining(because)]);
    expect(verdict.remedy).not.toBeNull();
  });

  it.each<[string, Partial<Facts>]>([
    ['the seal speaks of bytes itself', { artifacts: [artifactFactsOf({ sha256: 'b'.repeat(64) })] }],
    ['other versions are history', change({ description: 'Supersedes payments-2.3.9. If it fails: deploy payments-2.3.4 again.' })],
    ['it was elsewhere before', change({ description: 'Deployed to staging on Friday.' })],
    ['the item was renamed', change({}, { items: known([{ ...greenItem, name: 'payments-api-prd' }], now) })],
    ['the window is written in another zone', { ...change({ plannedStartAt: window.startAt, plannedEndAt: window.endAt }), plan: greenPlan({ window: { startAt: '2026-11-27T18:00:00.000-08:00', endAt: '2026-11-28T07:00:00.000+01:00' } }) }],
    ['nobody says whether its owner left', change({ assignedTo: account('kenji', null) })],
    ['a requester approved building only', change({}, { approvals: known([approvedBy(omar), approvedBy(kenji, { phase: 'BUILD_AND_TEST' })], now) })],
    ['a discovered change has a matter of its own', { changes: [changeFactsOf(), changeFactsOf({ id: 'x', title: 'Deploy payments-2.5.0', description: 'Supersedes payments-2.4.0.', serviceName: 'Ledger' }, { link: link('CHANGE', 'servicenow:change:CHG4', { origin: 'DISCOVERED' }) })] }],
    ['work is planned for no version by name', planned('Sprint 41')],
    ['work of another project goes by its own versions', { workItems: [workFactsOf({ key: 'CORE-1', fixVersions: ['9.9.9'] })] }],
    ['what went out last failed', { ...target({ runningVersion: '2.3.4' }), asked: last('FAILED') }],
    ['this release runs already', { ...target({ runningVersion: 'v2.4.0' }), asked: last('SUCCEEDED', '2.4.0') }],
  ])('passes when %s', (_name, given) => {
    expect(judge(given)).toMatchObject({ outcome: 'PASS' });
  });

  it.each<[string, Partial<Facts>]>([
    ['approvals are unread', change({}, { approvals: unknown(timeout) })],
    ['approvals are hidden', change({}, { approvals: absent(now) })],
    ['the approver may be anybody', change({}, { approvals: known([approvedBy(stranger)], now) })],
    ['the requester is hidden', change({}, { requester: null })],
    ['the window is hidden while the plan has one', { ...change({ plannedStartAt: null }), plan: greenPlan({ window }) }],
    ['work is unread', { workItems: [workFactsOf(), { ...workFactsOf(), record: unknown(timeout) }] }],
    ['planned versions are hidden', { workItems: [workFactsOf({ fixVersions: null })] }],
    ['a look for more work is unfinished', { gaps: [gap('WORK_ITEM')] }],
    ['nobody knows what went out last', { asked: askedFacts({ lastOfService: unknown(timeout) }) }],
    ['the running version is hidden after something went out', { ...target({ runningVersion: null }), asked: last('SUCCEEDED') }],
    ['the service may be an item', change({ serviceName: 'Core bus' }, { items: unknown(timeout) })],
    ['the back-out plan names a version and nobody knows what runs', target({ runningVersion: null })],
  ])('cannot tell when %s', (_name, given) => {
    expect(judge(given)).toMatchObject({ outcome: 'UNKNOWN' });
  });
});
