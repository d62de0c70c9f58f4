import type { Change, ChangeConflict } from '../../../domain/change.ts';
import type { Deployment } from '../../../domain/deployment.ts';
import { absent, known, unknown, type Fact } from '../../fact.ts';
import type { AskedFacts, Facts, OpenDeploymentFacts } from '../../facts.ts';
import { askedFacts, changeFactsOf, gap, greenFacts, greenItem, itemFactsOf, now, openLending, policyGate, timeout } from '../../green.fixture.ts';
import { noConflictingChange } from './index.ts';

const gate = policyGate('no-conflicting-change');
const judge = (asked: Partial<AskedFacts> = {}, given: Partial<Facts> = {}, parameters: Record<string, unknown> = {}) => noConflictingChange.judge(greenFacts({ asked: askedFacts(asked), ...given }), { ...gate, parameters });
const conflict: ChangeConflict = { kind: 'ci_already_scheduled', description: 'CI Already Scheduled', withChange: 'CHG0030009', configurationItem: 'payments-api-prod' };
const conflicts = (told: Fact<readonly ChangeConflict[]>) => ({ conflicts: known([{ of: 'servicenow:change:c3', told }], now) });
const checkedAt = (conflictsCheckedAt: Change['conflictsCheckedAt']) => ({ changes: [changeFactsOf({ conflictsCheckedAt })] });
const other = { ...greenItem, id: 'servicenow:ci:i77', name: 'lending-api-prod', label: 'lending-api-prod' };
const open = (given: Partial<Deployment>, items: OpenDeploymentFacts['items'] = known([other], now), ...more: OpenDeploymentFacts[]) => ({ openDeployments: known([{ deployment: openLending(given), items }, ...more], now) });

describe('no-conflicting-change', () => {
  it('passes when the tool checked a short while ago and found none, and nothing else is deployed to the same items', () => {
    expect(judge()).toMatchObject({ outcome: 'PASS', because: 'CHG0030003 has no conflict, and nothing else is being deployed to the same items.', restsOn: ['no other deployment on the same items', 'servicenow:change:c3 without conflict'] });
    expect(judge({ openDeployments: known([], now) }).outcome).toBe('PASS');
  });

  it('fails on every conflict that is counted, unless the policy bears its kind', () => {
    expect(judge(conflicts(known([conflict], now)))).toMatchObject({
      outcome: 'FAIL', because: 'CHG0030003 conflicts: CI Already Scheduled on payments-api-prod with CHG0030009.', remedy: expect.stringContaining('run the conflict check of CHG0030003 in servicenow again') as string,
    });
    expect(judge(conflicts(known([{ ...conflict, description: null, withChange: null, configurationItem: null }], now))).because).toBe('CHG0030003 conflicts: ci_already_scheduled.');
    expect(judge(conflicts(known([conflict], now)), {}, { bears: ['ci_already_scheduled'] })).toMatchObject({ outcome: 'PASS', restsOn: expect.arrayContaining(['servicenow:change:c3 bears ci_already_scheduled']) as string[] });
    expect(judge(conflicts(known([conflict, { ...conflict, kind: 'blackout' }], now)), {}, { bears: ['ci_already_scheduled'] }).outcome).toBe('FAIL');
    expect(judge(conflicts(known([conflict], now)), checkedAt(null)).outcome).toBe('FAIL');
  });

  it('does not mind two changes of the same release on one item', () => {
    const both = (second: Parameters<typeof changeFactsOf>[1] = {}) => ({ changes: [changeFactsOf(), changeFactsOf({ id: 'servicenow:change:c4', number: 'CHG0030009' }, second)] });
    const told = { conflicts: known([{ of: 'servicenow:change:c3', told: known([conflict], now) }, { of: 'servicenow:change:c4', told: known([], now) }], now) };
    expect(judge(told, both()).outcome).toBe('PASS');
    expect(judge(told, both({ record: unknown(timeout) })).outcome).toBe('FAIL');
    expect(judge(told, both({ discountedBecause: 'it is a clone' })).outcome).toBe('FAIL');
  });

  it.each<[string, Partial<AskedFacts>, Partial<Facts>]>([
    ['the tool never checked', {}, checkedAt(null)],
    ['it checked too long ago', {}, checkedAt('2026-11-22T11:59:59.000Z')],
    ['the conflicts are unread', conflicts(unknown(timeout)), {}],
    ['the conflicts are hidden', conflicts(absent(now)), {}],
    ['nobody asked for them', { conflicts: known([], now) }, {}],
    ['they were not gathered', { conflicts: unknown(timeout) }, {}],
    ['the change is unread', {}, { changes: [changeFactsOf({}, { record: unknown(timeout) })] }],
    ['open deployments were not gathered', { openDeployments: unknown(timeout) }, {}],
    ['what another deployment touches is unread', open({}, unknown(timeout)), {}],
    ['another deployment names no item, and its service declares no target', open({}, known([], now)), {}],
    ['items of its own are unread', open({}), { items: [{ ...itemFactsOf(), record: unknown(timeout) }] }],
    ['it links no item itself', open({}), { items: [] }],
    ["its change's items are hidden", open({}), { changes: [changeFactsOf({}, { items: absent(now) })] }],
    ['a look for more changes is unfinished', {}, { gaps: [gap('CHANGE')] }],
  ])('cannot tell when %s', (_name, asked, given) => {
    expect(judge(asked, given)).toMatchObject({ outcome: 'UNKNOWN' });
  });

  it('lets the policy say how old a check may be', () => {
    expect(judge({}, checkedAt('2026-11-22T13:00:00.000Z')).outcome).toBe('PASS');
    expect(judge({}, checkedAt('2026-11-22T13:00:00.000Z'), { checkedWithinHours: 12 }).outcome).toBe('UNKNOWN');
  });

  it.each<[string, Partial<AskedFacts>, Partial<Facts>, string]>([
    ['the same service is being deployed', open({ serviceKey: 'payments', releaseKey: 'payments-2.3.9' }, known([], now)), {}, 'The deployment of payments-2.3.9 to production is RUNNING, and touches payments in production too.'],
    ['others deploy the same service', open({ serviceKey: 'payments', releaseKey: null, origin: 'OBSERVED' }, known([], now)), {}, 'The deployment of something of payments to production is RUNNING'],
    ['others deploy the same release', open({ serviceKey: 'payments', releaseKey: 'payments-2.4.0', origin: 'OBSERVED' }, known([], now)), {}, 'The deployment of payments-2.4.0 to production is RUNNING'],
    ['one that waits was accepted before', open({ serviceKey: 'payments', releaseKey: 'payments-2.3.9', state: 'WAITING' }), {}, 'is WAITING'],
    ['one on the same item runs', open({}, known([other, greenItem], now)), {}, 'The deployment of lending-6.4.1 to production is RUNNING, and touches payments-api-prod too.'],
    ["one on an item of its change runs", open({}), { changes: [changeFactsOf({}, { items: known([other], now) })] }, 'touches lending-api-prod too'],
    ['its target is the declared target of another service', open({}, unknown(timeout)), { otherServices: [{ ...greenFacts().otherServices[0], key: 'lending', targets: { production: greenFacts().service?.targets['production'] } }] as Facts['otherServices'] }, 'touches payments-api-prod too'],
  ])('fails when %s', (_name, asked, given, because) => {
    expect(judge(asked, given)).toMatchObject({ outcome: 'FAIL', because: expect.stringContaining(because) as string });
  });

  it('lets go first what was accepted first: later ones that have not begun do not stand in its way', () => {
    const own = { deployment: openLending({ id: 'deployment:own', sequence: 5, releaseKey: 'payments-2.4.0', serviceKey: 'payments', state: 'REVALIDATING' }), items: known([greenItem], now) };
    expect(judge({ openDeployments: known([own], now) }).outcome).toBe('PASS');
    expect(judge(open({ sequence: 6, serviceKey: 'payments', state: 'WAITING' }, known([], now), own)).outcome).toBe('PASS');
    expect(judge(open({ sequence: 4, serviceKey: 'payments', state: 'WAITING' }, known([], now), own)).outcome).toBe('FAIL');
    expect(judge(open({ sequence: 6, serviceKey: 'payments', state: 'RUNNING' }, known([], now), own)).outcome).toBe('FAIL');
    expect(judge(open({ sequence: 6, serviceKey: 'payments', state: 'WAITING' }, known([], now), { ...own, deployment: { ...own.deployment, environment: 'staging' } })).outcome).toBe('FAIL');
  });

  it('does not mind the same service elsewhere, or another service on other items', () => {
    expect(judge(open({ serviceKey: 'payments', releaseKey: 'payments-2.3.9', environment: 'staging' })).outcome).toBe('PASS');
    expect(judge(open({}))).toMatchObject({ outcome: 'PASS' });
  });

  it('never passes on nothing: a release without a change', () => {
    expect(judge({}, { changes: [] })).toMatchObject({ outcome: 'FAIL', because: 'No change is linked to payments-2.4.0 for production, so nobody checked what else happens at the same time.' });
    expect(judge(open({ serviceKey: 'payments' }), { changes: [] }).because).toContain('is RUNNING');
    expect(noConflictingChange.judge(greenFacts({ changes: [] }), { ...gate, mayBeEmpty: true }).outcome).toBe('NOT_APPLICABLE');
    expect(noConflictingChange.judge(greenFacts({ changes: [], asked: askedFacts(open({ serviceKey: 'payments' })) }), { ...gate, mayBeEmpty: true }).outcome).toBe('FAIL');
  });
});
