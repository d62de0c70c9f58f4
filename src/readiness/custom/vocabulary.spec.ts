import type { Account } from '../../domain/person.ts';
import { absent, known, unknown } from '../fact.ts';
import type { Facts } from '../facts.ts';
import { approvedBy, artifactFactsOf, askedFacts, changeFactsOf, deploymentOf, greenFacts, greenItem, greenPlan, grace, incidentOf, itemFactsOf, kenji, link, now, omar, problemOf, sha, timeout, troubled, workFactsOf } from '../green.fixture.ts';
import { roots } from './roots.ts';
import { Untold } from './untold.ts';
import { words } from './vocabulary.ts';
import type { Word } from './word.ts';

const all: readonly Word<never>[] = words;

/** A value as this spec writes it down: a thing with all its fields, moments and numbers in words, what is untold with what is said of it. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Date) return value.toISOString();
  const word = all.find(({ constructor }) => value instanceof constructor);
  return word === undefined ? value : fieldsOf(word, value as Readonly<Record<string, unknown>>);
}

function fieldsOf({ fields }: Word<never>, told: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.keys(fields).map((name) => {
    try {
      return [name, plain(told[name])];
    } catch (error) {
      return [name, error instanceof Untold ? error.message : 'another error'];
    }
  }));
}

/** All that an expression could read of the things of a root. */
const read = (root: string, facts: Partial<Facts> = {}): unknown => roots[root]?.gather(greenFacts(facts)).things.map(({ value }) => plain(value));

const rosa: Account = { connection: 'jira', userName: 'rosa', name: 'Rosa', email: 'rosa@northbank.example', isActive: false };
const whole: Partial<Facts> = {
  release: { ...greenFacts().release, description: 'Shows the booking date.', train: 'autumn', createdAt: '2026-11-01T08:00:00.000Z', sealed: { revision: 2, sealedAt: '2026-11-20T08:00:00.000Z', sealedBy: grace, digest: 'd'.repeat(64), artifacts: [] } },
  changes: [changeFactsOf({ title: 'Deploy it', description: 'All of it', testPlan: 'Try it.', template: 'Patch', risk: 'HIGH', assignedTo: rosa }, { link: link('CHANGE', 'servicenow:change:CHG0030003', { origin: 'CORRELATED' }), requester: kenji, approvals: known([approvedBy(omar, { group: 'CAB' })], now), items: known([greenItem], now) })],
  workItems: [workFactsOf({ assignee: rosa, fixVersions: ['2.4.0', '2.4.1'] })],
  artifacts: [artifactFactsOf({ properties: { 'build.name': ['payments'], qa: ['yes', 'maybe'] } }, { pinnedSha256: 'b'.repeat(64), scan: known({ state: 'SCANNED', critical: 1, high: 2, medium: 3, low: 4, scannedAt: '2026-11-20T07:00:00.000Z' }, now) })],
  plan: greenPlan({ window: { startAt: '2026-11-24T00:00:00.000Z', endAt: '2026-11-25T00:00:00.000Z' }, proposedAt: '2026-11-19T08:00:00.000Z' }),
  stakeholders: [{ role: 'CHANGE_AUTHORITY', person: omar }],
  asked: askedFacts({ deployments: known([deploymentOf()], now), ...troubled([incidentOf({ priority: 2, openedAt: '2026-11-22T08:00:00.000Z' })], [problemOf()]) }),
};
const omarTold = { name: 'Omar', email: 'omar@northbank.example', isActive: true, isMapped: true };
const rosaTold = { userName: 'rosa', name: 'Rosa', email: 'rosa@northbank.example', isActive: false };
const itemTold = { name: 'payments-api-prod', className: 'cmdb_ci_appl', operationalState: 'OPERATIONAL', runningVersion: '2.3.4', environment: 'production' };

describe('what an expression reads, where everything is told', () => {
  it.each<[string, readonly unknown[]]>([
    ['release', [{
      key: 'payments-2.4.0', name: 'Payments', version: '2.4.0', service: 'payments', owner: 'grace@northbank.example', description: 'Shows the booking date.', train: 'autumn', dependsOn: ['ledger-1.9.2'], createdAt: '2026-11-01T08:00:00.000Z',
      revision: 2n, sealedAt: '2026-11-20T08:00:00.000Z', packageDigest: 'd'.repeat(64),
    }]],
    ['environment', [{ name: 'production', isProduction: true }]],
    ['changes', [{
      connection: 'servicenow', key: 'CHG0030003', origin: 'CORRELATED', number: 'CHG0030003', title: 'Deploy it', description: 'All of it', type: 'NORMAL', state: 'SCHEDULED', approval: 'APPROVED', risk: 'HIGH', isOnHold: false,
      plannedStartAt: '2026-11-23T11:00:00.000Z', plannedEndAt: '2026-11-30T12:00:00.000Z', backoutPlan: 'Redeploy payments-2.3.4 from the library.', testPlan: 'Try it.', correlationId: 'payments-2.4.0', serviceName: 'Payments', template: 'Patch',
      assignedTo: rosaTold, requester: { name: 'Kenji', email: 'kenji@northbank.example', isActive: true, isMapped: true }, approvals: [{ approver: omarTold, group: 'CAB', phase: 'RELEASE', state: 'APPROVED' }], items: [itemTold],
    }]],
    ['workItems', [{ connection: 'jira', key: 'PAY-12', origin: 'DECLARED', title: 'Show the booking date', kind: 'Story', status: 'Done', progress: 'DONE', fixVersions: ['2.4.0', '2.4.1'], assignee: rosaTold }]],
    ['artifacts', [{
      connection: 'artifactory', key: 'libs-release-local/northbank/payments/2.4.0/payments-api-2.4.0.tgz', origin: 'DECLARED', name: 'payments-api-2.4.0.tgz', repository: 'libs-release-local', path: 'northbank/payments/2.4.0', sizeBytes: 300n,
      sha256: sha, pinnedSha256: 'b'.repeat(64), buildName: 'payments', buildNumber: '118', properties: { 'build.name': ['payments'], qa: ['yes', 'maybe'] }, scan: { critical: 1n, high: 2n, medium: 3n, low: 4n, scannedAt: '2026-11-20T07:00:00.000Z' },
    }]],
    ['items', [{ connection: 'servicenow', key: 'payments-api-prod', origin: 'DECLARED', ...itemTold }]],
    ['target', [{ connection: 'servicenow', key: 'payments-api-prod', origin: 'DECLARED', ...itemTold }]],
    ['plan', [{
      version: 3n, deployer: 'actions', backoutPlan: 'Redeploy payments-2.3.4 from the library.', proposer: { name: 'Kenji', email: 'kenji@northbank.example', isActive: true, isMapped: true }, proposedAt: '2026-11-19T08:00:00.000Z',
      windowStartAt: '2026-11-24T00:00:00.000Z', windowEndAt: '2026-11-25T00:00:00.000Z', agreements: [{ role: 'CHANGE_AUTHORITY', person: omarTold, agreedAt: now }, { role: 'SERVICE_OWNER', person: { ...omarTold, name: 'Grace', email: 'grace@northbank.example' }, agreedAt: now }],
    }]],
    ['stakeholders', [{ role: 'CHANGE_AUTHORITY', person: omarTold }]],
    ['deployments', [{ environment: 'staging', state: 'SUCCEEDED', packageDigest: 'd'.repeat(64), needsAttention: false, requestedAt: '2026-11-20T09:00:00.000Z', liveAt: '2026-11-20T09:05:00.000Z', finishedAt: '2026-11-20T09:06:00.000Z' }]],
    ['openIncidents', [{ number: 'INC0040001', title: 'Slow page', priority: 2n, isMajor: false, openedAt: '2026-11-22T08:00:00.000Z' }]],
    ['openProblems', [{ number: 'PRB0050001', title: 'Pool runs dry', isKnownError: true }]],
  ])('of %s', (root, told) => {
    expect(read(root, whole)).toStrictEqual(told);
  });
});

/** What a record would say of each of these that its tool hides. */
const untold = (of: string, fields: readonly string[]) => Object.fromEntries(fields.map((name) => [name, `${of} does not tell its ${name}.`]));

describe('what an expression reads, where nothing is told', () => {
  it('of what Muster itself may leave empty is nothing, and the rest is untold', () => {
    expect(read('release', { release: { ...greenFacts().release, sealed: null, dependsOn: [], createdAt: 'soon' } })).toStrictEqual([{
      key: 'payments-2.4.0', name: 'Payments', version: '2.4.0', service: 'payments', owner: 'grace@northbank.example', description: undefined, train: undefined, dependsOn: [], createdAt: 'The createdAt of payments-2.4.0 is no moment that can be read.',
      revision: undefined, sealedAt: undefined, packageDigest: undefined,
    }]);
    expect(read('plan', { plan: greenPlan({ backoutPlan: null }, { proposer: null, agreements: [] }) })).toMatchObject([{ backoutPlan: undefined, windowStartAt: undefined, windowEndAt: undefined, ...untold('the plan of payments-2.4.0', ['proposer', 'agreements']) }]);
    expect(read('deployments', { asked: askedFacts({ deployments: known([deploymentOf({ liveAt: null, finishedAt: null, packageDigest: null })], now) }) })).toMatchObject([{ liveAt: undefined, finishedAt: undefined, ...untold('the deployment to staging', ['packageDigest']) }]);
    expect(new Untold('x').name).toBe('Untold');
  });

  it('of a change is untold field by field, and so is a word that nobody knows', () => {
    const hidden = changeFactsOf({
      number: null, title: null, description: null, type: 'OTHER', state: 'UNKNOWN', approval: 'UNKNOWN', risk: null, isOnHold: null, plannedStartAt: null, plannedEndAt: null, backoutPlan: null, testPlan: null, correlationId: null, serviceName: null, template: null, assignedTo: null,
    }, { link: null, requester: null, approvals: unknown({ ...timeout, message: 'v1.2 did not answer.' }), items: absent(now) });
    expect(read('changes', { changes: [hidden] })).toStrictEqual([{
      connection: 'servicenow', key: 'CHG0030003', approvals: 'approvals of CHG0030003 could not be read: v1.2 did not answer.', items: 'items of CHG0030003 is not there, or hidden from Muster.',
      ...untold('CHG0030003', ['origin', 'number', 'title', 'description', 'type', 'state', 'approval', 'risk', 'isOnHold', 'plannedStartAt', 'plannedEndAt', 'backoutPlan', 'testPlan', 'correlationId', 'serviceName', 'template', 'assignedTo', 'requester']),
    }]);
  });

  it('of what stands within a record is untold of that', () => {
    const changes = [changeFactsOf({ assignedTo: { connection: 'x', userName: 'rosa', name: null, email: null, isActive: null } }, { approvals: known([approvedBy(null, { phase: null }), approvedBy({ ...omar, email: null, isActive: null })], now) })];
    expect(read('changes', { changes })).toMatchObject([{
      assignedTo: { userName: 'rosa', ...untold('account of CHG0030003', ['name', 'email', 'isActive']) },
      approvals: [untold('approval of CHG0030003', ['approver', 'group', 'phase']), { approver: { name: 'Omar', ...untold('person of approval of CHG0030003', ['email', 'isActive']) } }],
    }]);
  });

  it('of an artifact that was not scanned, or whose scan is hidden, is no count', () => {
    const counts = (given: Partial<Parameters<typeof artifactFactsOf>[1]>) => (read('artifacts', { artifacts: [artifactFactsOf({}, given)] }) as readonly [{ readonly scan: unknown; readonly properties: unknown }])[0];
    const each = (why: string) => ({ critical: why, high: why, medium: why, low: why, scannedAt: why });
    const place = 'libs-release-local/northbank/payments/2.4.0/payments-api-2.4.0.tgz';
    expect(counts({ scan: known({ state: 'PENDING', critical: 0, high: 0, medium: 0, low: 0, scannedAt: now }, now) }).scan).toEqual(each(`${place} was not scanned: PENDING.`));
    expect(counts({ scan: unknown(timeout) }).scan).toEqual(each(`the scan of ${place} could not be read: no answer within 20 s.`));
    expect(counts({}).properties).toBe('payments-api-2.4.0.tgz does not tell its properties.');
  });

  it('of a record that could not be read is what its link says alone', () => {
    const gone = 'PAY-12 could not be read: no answer within 20 s.';
    expect(read('workItems', { workItems: [{ ...workFactsOf(), record: unknown(timeout) }] })).toStrictEqual([{ connection: 'jira', key: 'PAY-12', origin: 'DECLARED', title: gone, kind: gone, status: gone, progress: gone, fixVersions: gone, assignee: gone }]);
    expect(read('items', { items: [{ ...itemFactsOf(), record: absent(now) }] })).toMatchObject([{ name: 'payments-api-prod is not there, or hidden from Muster.' }]);
  });

  it('of what is counted is untold where nobody counted, and of a list nothing is too long', () => {
    const none = known({ state: 'SCANNED', critical: null, high: 0, medium: null, low: null, scannedAt: null } as const, now);
    expect(read('artifacts', { artifacts: [artifactFactsOf({ sizeBytes: null }, { scan: none })] })).toMatchObject([{ ...untold('payments-api-2.4.0.tgz', ['sizeBytes']), scan: { high: 0n, ...untold('scan of payments-api-2.4.0.tgz', ['critical', 'medium', 'low', 'scannedAt']) } }]);
    const fixVersions = Array.from({ length: 20_001 }, (_, nth) => `2.${nth}`);
    expect(read('workItems', { workItems: [workFactsOf({ fixVersions })] })).toMatchObject([{ fixVersions }]);
  });

  it('of a text that is too long is untold, and of the longest it is not', () => {
    const title = (letters: number) => read('workItems', { workItems: [workFactsOf({ title: 'x'.repeat(letters) })] });
    expect([title(20_000), title(20_001)]).toMatchObject([[{ title: 'x'.repeat(20_000) }], [{ title: 'The title of PAY-12 is longer than 20000 letters, more than a custom gate looks into.' }]]);
  });
});

describe('what was read of a record', () => {
  it('is written down as evidence, by texts, flags, numbers, moments and lists of texts, and not by what is looked into further', () => {
    const told = (root: string): unknown => roots[root]?.gather(greenFacts(whole)).things.map(({ value, subject }) => { plain(value); return subject.ledger.map(({ field, value: shown }) => [field, shown]); })[0];
    expect(told('artifacts')).toEqual([
      ['connection', 'artifactory'], ['key', 'libs-release-local/northbank/payments/2.4.0/payments-api-2.4.0.tgz'], ['origin', 'DECLARED'], ['name', 'payments-api-2.4.0.tgz'], ['repository', 'libs-release-local'], ['path', 'northbank/payments/2.4.0'], ['sizeBytes', '300'],
      ['sha256', sha], ['pinnedSha256', 'b'.repeat(64)], ['buildName', 'payments'], ['buildNumber', '118'], ['critical', '1'], ['high', '2'], ['medium', '3'], ['low', '4'], ['scannedAt', '2026-11-20T07:00:00.000Z'],
    ]);
    expect(told('workItems')).toContainEqual(['fixVersions', '2.4.0, 2.4.1']);
    expect(told('changes')).toEqual(expect.arrayContaining([['isOnHold', 'false'], ['plannedStartAt', '2026-11-23T11:00:00.000Z']]));
    expect((told('changes') as readonly (readonly [string])[]).map(([field]) => field)).not.toContain('approvals');
    expect(told('release')).toEqual([]);
  });
});
