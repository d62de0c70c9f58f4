import { verifyLog } from '../audit/index.ts';
import type { Person } from '../domain/person.ts';
import type { Readiness } from '../domain/readiness.ts';
import type { DeploymentPlan } from '../domain/release.ts';
import { eachDatabase } from './each-database.fixture.ts';

const alice: Person = { kind: 'person', id: 'person:alice@north.bank', name: 'Alice', email: 'alice@north.bank', isActive: true, accounts: [], isMapped: true };

function plan(id: string, environment = 'production'): DeploymentPlan {
  return {
    id: `plan:${id}`, releaseKey: 'pay-1', environment, version: 77, window: { startAt: '2026-11-28T02:00:00.000Z', endAt: '2026-11-28T04:00:00.000Z' },
    deployer: 'github', parameters: { replicas: 3, nested: { a: [null, 'x'] } }, backoutPlan: null, backsOutByItself: true, expectedDurationMs: 2_700_000, proposedBy: alice, proposedAt: '2026-11-20T00:00:00.000Z',
    agreements: [{ email: 'eve@north.bank', role: 'TESTER', agreedAt: '2026-11-20T00:00:00.000Z', planVersion: 77 }],
  };
}

function readiness(environment: string, judgedAt: string): Readiness {
  return {
    releaseKey: 'pay-1', environment, outcome: 'READY', basis: 'LIVE', judgedAt, verdicts: [], factsDigest: 'f'.repeat(64), readyFromAt: null,
    packageDigest: null, planId: null, planVersion: null,
    policy: { name: 'p', version: '1', receiptValidityMs: 1, requiredAgreements: [], gates: [] },
  };
}

eachDatabase('Plans', (given) => {
  const store = () => given.store().plans;
  beforeAll(async () => {
    await given.store().releases.create({
      id: 'release:pay-1', key: 'pay-1', name: 'p', version: '1', description: null, serviceKey: 'payments', ownerEmail: 'a@b', train: null, dependsOn: [],
      stakeholders: [], createdAt: '2026-11-01T00:00:00.000Z', canceledAt: null, closedAt: null, sealed: null,
    }, []);
  });

  test('are numbered per release and environment, and start with no agreement', async () => {
    const first = await store().propose(plan('a'));
    expect(first).toEqual({ ...plan('a'), version: 1, agreements: [] });
    expect((await store().propose(plan('b'))).version).toBe(2);
    expect((await store().propose({ ...plan('s', 'staging'), window: null })).version).toBe(1);
    expect(await store().byId('plan:a')).toEqual(first);
    expect(await store().byId('plan:none')).toBeNull();
    expect([...await store().byIds(['plan:none', 'plan:a'])]).toEqual([['plan:a', first]]);
    expect((await store().latest(['pay-1'])).map((one) => [one.environment, one.version, one.window === null])).toEqual([['production', 2, false], ['staging', 1, true]]);
    await expect(store().propose({ ...plan('x'), releaseKey: 'nobody' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('proposed at once get versions of their own', async () => {
    const proposed = await Promise.all(Array.from({ length: 8 }, (_, index) => store().propose(plan(`r${index}`, 'race'))));
    expect(proposed.map((one) => one.version).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test('count an agreement once per person, role and version', async () => {
    await store().propose(plan('agreed', 'agree'));
    const agreement = { email: 'Bob@north.bank', role: 'TESTER', agreedAt: '2026-11-21T00:00:00.000Z', planVersion: 1 } as const;
    await store().agree('plan:agreed', agreement, null);
    await store().agree('plan:agreed', { ...agreement, email: 'bob@NORTH.bank', agreedAt: '2026-11-22T00:00:00.000Z' }, '2026-11-21T00:00:00.000Z');
    const agreed = await store().agree('plan:agreed', { ...agreement, role: 'OPERATIONS' }, null);
    expect(agreed.agreements).toEqual([agreement, { ...agreement, role: 'OPERATIONS' }]);
    const anew = { ...agreement, agreedAt: '2026-11-23T00:00:00.000Z' };
    expect((await store().agree('plan:agreed', anew, '2026-11-21T00:00:00.001Z')).agreements).toEqual([anew, { ...agreement, role: 'OPERATIONS' }]);
    await expect(store().agree('plan:none', agreement, null)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('Assessments are kept whole, newest first', async () => {
    const { assessments } = given.store();
    for (const [id, environment] of [['1', 'production'], ['2', 'staging'], ['3', 'production']] as const) {
      await assessments.save({ id: `assessment:${id}`, readiness: readiness(environment, `2026-11-0${id}T00:00:00.000Z`), assessedBy: alice, receipt: null }, '{}');
    }
    expect(await assessments.byId('assessment:2')).toEqual({ id: 'assessment:2', readiness: readiness('staging', '2026-11-02T00:00:00.000Z'), assessedBy: alice, receipt: null });
    expect(await assessments.byId('assessment:9')).toBeNull();
    expect([...(await assessments.byIds(['assessment:9', 'assessment:2'])).keys()]).toEqual(['assessment:2']);
    expect([await assessments.facts('assessment:2'), await assessments.facts('assessment:9')]).toEqual(['{}', null]);
    const page = await assessments.list({ releaseKey: 'pay-1' }, { first: 2, after: 'assessment:3' });
    expect([page.items.map((one) => one.id), page.totalCount, page.hasNextPage]).toEqual([['assessment:2', 'assessment:1'], 3, false]);
    expect((await assessments.list({ releaseKey: 'pay-1', environment: 'staging' }, { first: 9, after: null })).totalCount).toBe(1);
    expect((await assessments.latest(['pay-1'])).map((one) => one.id)).toEqual(['assessment:3', 'assessment:2']);
  });

  test('The audit log takes lines', async () => {
    await given.store().audit.append({ at: '2026-11-21T00:00:00.000Z', actor: alice, act: 'sealPackage', subject: 'pay-1', outcome: 'REFUSED', because: 'not theirs' });
    await given.store().audit.append({ at: '2026-11-21T00:00:00.000Z', actor: null, act: 'start', subject: 'hub', outcome: 'DONE', because: null });
    if (given.isEmbedded) return;
    expect(await given.sql('select number, actor->>\'name\' as actor, outcome, because from muster.audit_entry order by number')).toEqual([
      { number: 1, actor: 'Alice', outcome: 'REFUSED', because: 'not theirs' }, { number: 2, actor: null, outcome: 'DONE', because: null },
    ]);
    await expect(given.sql('update muster.audit_entry set because = null')).rejects.toThrow(/append-only/);
    await expect(given.sql('delete from muster.audit_entry')).rejects.toThrow(/append-only/);
  });

  test('The audit log is whole, whoever writes at once and whatever characters come', async () => {
    const { audit } = given.store();
    const hostile = { ...alice, name: 'A\u0000\ud800é' };
    await Promise.all(Array.from({ length: 8 }, (_, nth) => audit.append({ at: '2026-11-21T00:00:00.123Z', actor: nth % 2 === 0 ? hostile : null, act: 'sealPackage', subject: `pay-\u0000${nth}`, outcome: 'DONE', because: null })));
    const { items, totalCount } = await audit.list({ first: 500, after: null });
    expect(verifyLog(items)).toMatchObject({ entries: totalCount, head: (await audit.head()).hash, problems: [] });
    const [second] = (await audit.list({ first: 1, after: '1' })).items;
    expect(second?.number).toBe(2);
    if (given.isEmbedded) return;
    // Whoever may alter the database itself gets by the trigger, and is found out.
    await given.sql('alter table muster.audit_entry disable trigger audit_entry_append_only');
    await given.sql(`update muster.audit_entry set subject = 'another' where number = 2`);
    await given.sql('alter table muster.audit_entry enable trigger audit_entry_append_only');
    expect(verifyLog((await audit.list({ first: 500, after: null })).items).problems).toEqual(['entry 2 was altered after it was written']);
  });

  test('keep the facts of an assessment to the byte, and its receipt', async () => {
    const { assessments } = given.store();
    const facts = JSON.stringify({ b: '\u0000 \ud800 ü', a: 1, __proto__: null });
    const assessment = {
      id: 'assessment:kept', assessedBy: alice, readiness: { ...readiness('production', '2026-11-09T00:00:00.000Z'), releaseKey: 'kept-1' },
      receipt: { envelope: { payload: 'e30=', payloadType: 'x', signatures: [{ keyid: 'k', sig: 's' }] }, expiresAt: '2026-11-09T00:30:00.000Z' },
    };
    await assessments.save(assessment, facts);
    expect(await assessments.facts(assessment.id)).toBe(facts);
    expect((await assessments.latest(['kept-1']))).toEqual([assessment]);
    await expect(assessments.save(assessment, facts)).rejects.toThrow();
  });
});
