import { deploymentStates, finalStates, type Deployment } from '../domain/deployment.ts';
import type { Person } from '../domain/person.ts';
import type { ReleaseQuery } from '../domain/ports/stores.ts';
import type { Readiness } from '../domain/readiness.ts';
import { releaseState } from '../domain/release-state.ts';
import { releaseStates, type DeploymentPlan, type Release } from '../domain/release.ts';
import { eachDatabase } from './each-database.fixture.ts';

const alice: Person = { kind: 'person', id: 'person:alice@north.bank', name: 'Alice', email: 'alice@north.bank', isActive: true, accounts: [], isMapped: true };
const at = (day: number): string => `2026-11-${String(day).padStart(2, '0')}T00:00:00.000Z`;
const release = (key: string, more: Partial<Release> = {}): Release => ({
  id: `release:${key}`, key, name: key, version: '1', description: null, serviceKey: 'payments', ownerEmail: 'a@b', train: null, dependsOn: [], stakeholders: [], createdAt: at(1), canceledAt: null, closedAt: null, sealed: null, ...more,
});
const deployment = (id: string, releaseKey: string, more: Partial<Deployment>): Omit<Deployment, 'sequence' | 'fence'> => ({
  id: `deployment:${id}`, origin: 'TRIGGERED', releaseKey, environment: 'production', serviceKey: `service-${id}`, packageDigest: null, planId: null, state: 'SUCCEEDED', because: 'b', needsAttention: false, requestedBy: alice, requestedAt: at(2),
  start: 'NOW', startAt: null, triggeredAt: null, liveAt: null, finishedAt: null, idempotencyKey: id, correlation: 'c', run: null, steps: [], changeIds: [], incidentId: null, backOutOfId: null, receipt: null, availability: null, ...more,
});
const sealed = { revision: 1, sealedAt: at(2), sealedBy: alice, digest: 'd', artifacts: [] };
const plan = (releaseKey: string, environment: string, startAt: string, endAt: string): DeploymentPlan => ({
  id: `plan:${releaseKey}/${environment}/${startAt}`, releaseKey, environment, version: 1, window: { startAt, endAt }, deployer: 'd', parameters: {}, backoutPlan: null, proposedBy: alice, proposedAt: at(2), agreements: [],
});
const judged = (releaseKey: string, environment: string, outcome: Readiness['outcome']): Readiness => ({ releaseKey, environment, outcome, judgedAt: at(3), verdicts: [], policy: { name: 'p', version: '1' } }) as unknown as Readiness;

eachDatabase('Releases are found', (given) => {
  const found = async (query: Omit<ReleaseQuery, 'orderBy'>): Promise<readonly string[]> => {
    const { items, totalCount } = await given.store().releases.list({ ...query, orderBy: 'KEY' }, { first: 500, after: null });
    expect(totalCount).toBe(items.length);
    return items.map(({ key }) => key);
  };

  test('by their state, which the database reckons as the domain does', async () => {
    const { releases, deployments } = given.store();
    let number = 0;
    for (const [nth, state] of deploymentStates.entries()) {
      for (const environment of ['staging', 'production']) {
        const key = `state-${nth}-${environment}`;
        await releases.create(release(key), []);
        if (nth % 2 === 0) await releases.seal(key, sealed);
        // The newest that had its turn decides, not the newest that was asked for, and not one that never had it.
        for (const more of [{ state: 'SUCCEEDED', triggeredAt: at(3), finishedAt: at(3) }, { state, triggeredAt: nth % 3 === 0 ? null : at(5), finishedAt: finalStates.has(state) ? at(5) : null }, { state: 'REFUSED', requestedAt: at(8), finishedAt: at(8) }] as const) {
          await deployments.accept(deployment(String(number += 1), key, { environment, ...more }), 'body', { at: at(2), kind: 'STATE', step: null, summary: 's', data: {} });
        }
      }
    }
    await releases.create(release('state-canceled', { canceledAt: at(4), closedAt: at(5) }), []);
    await releases.create(release('state-closed', { closedAt: at(5) }), []);
    const { items } = await releases.list({ orderBy: 'KEY' }, { first: 500, after: null });
    const decisive = await deployments.decisive(items.map(({ key }) => key));
    const expected = (wanted: string): readonly string[] => items.filter((one) => releaseState(one, decisive.filter(({ releaseKey }) => releaseKey === one.key), 'production') === wanted).map(({ key }) => key);
    for (const state of releaseStates) {
      expect(expected(state).length).toBeGreaterThan(0);
      expect([state, await found({ states: [state], lastEnvironment: 'production' })]).toEqual([state, expected(state)]);
    }
    expect((await found({ states: releaseStates, lastEnvironment: 'production' })).length).toBe(items.length);
    expect(await found({ states: [] })).toEqual([]);
  });

  test('by environment, by how they were last judged, and by when they are planned', async () => {
    const { releases, plans, assessments, copies } = given.store();
    await releases.create(release('when-1'), [{ id: 'link:when-1', releaseKey: 'when-1', relation: 'CHANGE', reference: 'sn:change:CHG1', identity: 'sn:change:1', environment: null, origin: 'DECLARED', by: 'A', linkedAt: at(1), excluded: null }]);
    await releases.create(release('when-2'), []);
    await plans.propose(plan('when-1', 'uat', at(10), at(11)));
    await plans.propose(plan('when-2', 'uat', at(10), at(11)));
    await plans.propose(plan('when-2', 'uat', at(20), at(28)));
    for (const [key, environment, outcome] of [['when-1', 'uat', 'READY'], ['when-1', 'uat', 'NOT_READY'], ['when-2', 'uat', 'READY'], ['when-2', 'live', 'UNDETERMINED']] as const) {
      await assessments.save({ id: `assessment:${Math.random()}`, readiness: judged(key, environment, outcome), assessedBy: alice, receipt: null }, '{}');
    }
    expect(await found({ environment: 'uat' })).toEqual(['when-1', 'when-2']);
    expect(await found({ environment: 'nowhere' })).toEqual([]);
    expect(await found({ outcomes: ['READY'] })).toEqual(['when-2']);
    expect(await found({ outcomes: ['UNDETERMINED'], environment: 'uat' })).toEqual([]);
    expect(await found({ outcomes: ['NOT_READY', 'UNDETERMINED'] })).toEqual(['when-1', 'when-2']);
    const planned = (from: string | null, to: string | null): Promise<readonly string[]> => found({ planned: { from, to }, environment: 'uat' });
    expect(await planned(at(10), at(12))).toEqual(['when-1']);
    expect(await planned(at(11), at(20))).toEqual([]);
    expect(await planned(at(11), null)).toEqual(['when-2']);
    expect(await planned(null, at(21))).toEqual(['when-1', 'when-2']);
    await copies.keep([{ connection: 'sn', kind: 'change', identity: 'sn:change:1', reference: null, fetchedAt: at(1), content: { plannedStartAt: at(14), plannedEndAt: at(15) } }]);
    expect(await planned(at(14), at(15))).toEqual(['when-1']);
  });
});
