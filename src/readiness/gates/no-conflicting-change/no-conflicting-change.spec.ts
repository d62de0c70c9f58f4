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

  it('tells conflicts once each, three at most, and counts the rest', () => {
    const four = ['a', 'b', 'c', 'd'].map((description) => ({ ...conflict, description, withChange: null, configurationItem: null }));
    const told = (...all: readonly ChangeConflict[]) => judge(conflicts(known(all, now)));
    expect(told(...four)).toMatchObject({ because: 'CHG0030003 conflicts: a; b; c; and 1 more.', actual: 'CHG0030003: 4 conflicts', evidence: [{ field: 'conflicts', value: 'a; b; c; d' }, { field: 'conflictsCheckedAt' }] });
    expect(told(...four.slice(0, 3)).because).toBe('CHG0030003 conflicts: a; b; c.');
    expect(told(...four.slice(0, 1), ...four.slice(0, 1)).because).toBe('CHG0030003 conflicts: a.');
  });

  it('says which conflicts the policy bears, in what it expects and in what it rests on', () => {
    const both = [{ ...conflict, kind: 'blackout' }, conflict, conflict];
    expect(judge(conflicts(known(both, now)), {}, { bears: ['ci_already_scheduled', 'blackout'], checkedWithinHours: 12 })).toMatchObject({
      outcome: 'PASS', expected: 'every change checked within 12 hours, no conflict but ci_already_scheduled, blackout, no other deployment on the same items',
      restsOn: ['no other deployment on the same items', 'servicenow:change:c3 bears blackout', 'servicenow:change:c3 bears ci_already_scheduled', 'servicenow:change:c3 without conflict'],
      evidence: [{ field: 'conflicts', value: 'blackout, ci_already_scheduled' }, { field: 'conflictsCheckedAt' }],
    });
    expect(judge().expected).toBe('every change checked within 24 hours, no conflict, no other deployment on the same items');
  });

  it('takes a change of that number for its own only where it counts and is of the same tool', () => {
    const own = (second: Parameters<typeof changeFactsOf>[1]) => judge({ conflicts: known(['servicenow:change:c3', 'servicenow:change:c4'].map((of) => ({ of, told: known(of.endsWith('c3') ? [conflict] : [], now) })), now) }, { changes: [changeFactsOf(), changeFactsOf({ id: 'servicenow:change:c4', number: 'CHG0030009' }, second)] });
    const because = expect.stringContaining('CHG0030003 conflicts:') as string;
    expect(own({ discountedBecause: 'it is a clone' })).toMatchObject({ outcome: 'FAIL', because });
    expect(own({ source: { ...greenItem.source, connection: 'desk' } })).toMatchObject({ outcome: 'FAIL', because });
  });

  it('takes a check of exactly as long ago as the policy bears', () => {
    expect(['2026-11-22T12:00:00.000Z', '2026-11-22T11:59:59.999Z'].map((moment) => judge({}, checkedAt(moment)).outcome)).toEqual(['PASS', 'UNKNOWN']);
  });

  it('lets one that is accepted only, and later, wait for its own', () => {
    const own = { deployment: openLending({ id: 'deployment:own', sequence: 5, releaseKey: 'payments-2.4.0', serviceKey: 'payments', state: 'REVALIDATING' }), items: known([greenItem], now) };
    expect(judge(open({ sequence: 6, serviceKey: 'payments', state: 'ACCEPTED' }, known([], now), own)).outcome).toBe('PASS');
  });

  it('goes by the declared target of the other service alone, and is content when that is another item', () => {
    const targets = (match: string) => ({ production: { ...greenFacts().service?.targets['production'], match } });
    const services = (lending: string) => ({ otherServices: [{ ...greenFacts().otherServices[0], key: 'ledger', targets: targets('payments-api-prod') }, { ...greenFacts().otherServices[0], key: 'lending', targets: targets(lending) }] as Facts['otherServices'] });
    expect(judge(open({}, known([], now)), services('lending-api-prod')).outcome).toBe('PASS');
    expect(judge(open({}), services('lending-api-prod')).outcome).toBe('PASS');
    expect(judge(open({}, known([], now)), services('payments-api-prod')).outcome).toBe('FAIL');
  });

  it('counts as its own what it links, its target, and the items of its changes', () => {
    const elsewhere = { ...greenItem, id: 'servicenow:ci:i5', name: 'payments-db-prod', label: 'payments-db-prod' };
    const changes = [changeFactsOf({}, { items: known([elsewhere], now) })];
    const linked = { items: [itemFactsOf({ id: 'servicenow:ci:i6', name: 'payments-cache-prod' })], changes };
    expect(judge(open({}, known([greenItem], now)), linked)).toMatchObject({ outcome: 'FAIL', because: expect.stringContaining('touches payments-api-prod too') as string });
    expect(judge(open({}, known([greenItem], now)), { ...linked, target: null }).outcome).toBe('PASS');
    expect(judge(open({}, known([{ ...greenItem, id: 'servicenow:ci:i6' }], now)), { ...linked, target: null }).outcome).toBe('FAIL');
  });

  it('names the run of what is under way, and says to cancel only what Muster can', () => {
    const run = { source: greenItem.source, runId: '7', status: 'in_progress', url: 'https://github.example/runs/7', startedAt: null, finishedAt: null };
    expect(judge(open({ serviceKey: 'payments', run }))).toMatchObject({ remedyUrl: 'https://github.example/runs/7', remedy: 'Wait until it has ended, or cancel it while it may still be cancelled.' });
    expect(judge(open({ serviceKey: 'payments', origin: 'OBSERVED' }))).toMatchObject({ remedyUrl: null, remedy: 'Wait until it has ended.' });
  });
});
