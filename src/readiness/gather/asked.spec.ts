import type { Policy } from '../../domain/policy.ts';
import { gap, greenService, link, policy, policyGate, timeout } from '../green.fixture.ts';
import { judgeReadiness } from '../index.ts';
import { gatherFacts } from './index.ts';
import { asking, everyTime, links, outcomes, ports, refs, release, type World } from './gather.fixture.ts';

describe('what only some gates look at', () => {
  it('is read when the policy names one of them, and only that', async () => {
    const askedBy = async (gate: string) => {
      const world = ports({ policy: asking(gate) });
      const { verdicts } = await judgeReadiness(world, { release, environment: 'production', basis: 'LIVE' });
      return [...world.asked.filter((question) => !everyTime.includes(question)), ...verdicts.map(({ outcome }): string => outcome)];
    };
    expect(await askedBy('environment-came-before')).toEqual(['deployments of payments-2.4.0', 'PASS']);
    expect(await askedBy('dependencies-are-live')).toEqual(['releases ledger-1.9.2', 'last of ledger in production', 'PASS']);
    expect(await askedBy('no-freeze')).toEqual(['freezes', 'windows.list', 'PASS']);
    expect(await askedBy('no-open-major-incident')).toEqual(['ci.impactedServices', 'service.openIncidents', 'PASS']);
    expect(await askedBy('no-blocking-problem')).toEqual(['ci.impactedServices', 'service.openProblems', 'PASS']);
    expect(await askedBy('no-conflicting-change')).toEqual(['open deployments', 'change.conflicts', 'FAIL']);
    expect(await askedBy('people-are-current')).toEqual(['accounts.list', 'licences.list', 'entitlements.list', 'PASS']);
    expect(await askedBy('package-is-tested')).toEqual(['artifact.evidence', 'build', 'PASS']);
    expect(await askedBy('package-is-signed')).toEqual(['artifact.statements', 'PASS']);
    expect(await askedBy('artifact-licences-are-allowed')).toEqual(['PASS']);
    expect(await askedBy('knowledge-is-transferred')).toEqual(['knowledge', 'PASS']);
    expect(await askedBy('service-levels-hold')).toEqual(['ci.impactedServices', 'service.serviceLevels', 'PASS']);
    expect(await askedBy('cmdb-matches-last-release')).toEqual(['running of payments in production', 'releases ledger-1.9.2', 'FAIL']);
    expect(await askedBy('plan-is-agreed')).toEqual(['PASS']);
    const both = ports({ policy: asking('no-open-major-incident', 'no-blocking-problem') });
    await judgeReadiness(both, { release, environment: 'production', basis: 'LIVE' });
    expect(both.asked.filter((question) => !everyTime.includes(question)).sort()).toEqual(['ci.impactedServices', 'service.openIncidents', 'service.openProblems']);
  });

  it('comes with what it rests on, though no gate names that, and is nothing that nobody looked for', async () => {
    const world = ports({ policy: { ...policy, gates: [] } });
    const { asked } = await gatherFacts(world, { release, environment: 'production', basis: 'LIVE', alsoAsked: ['openIncidents', 'serviceLevels', 'licences'] });
    expect(asked).toMatchObject({ reach: { state: 'unknown' }, accounts: { state: 'unknown' }, openIncidents: { value: [{ service: greenService.id }] }, serviceLevels: { value: [{ of: greenService.id }] }, licences: { value: [{ connection: 'servicenow', entitlements: { state: 'known' } }] } });
    expect(world.asked.filter((question) => ['ci.impactedServices', 'accounts.list'].includes(question)).sort()).toEqual(['accounts.list', 'ci.impactedServices']);
  });

  it('is asked of nobody for a release that depends on none', async () => {
    const world = ports({ policy: asking('dependencies-are-live') });
    const { asked } = await gatherFacts(world, { release: { ...release, dependsOn: [] }, environment: 'production', basis: 'LIVE' });
    expect([asked.dependencies, world.asked.filter((question) => /^(releases|last of)/.test(question))]).toEqual([{ state: 'known', value: [], fetchedAt: expect.any(String) as string }, []]);
  });

  it('is not asked for by a gate that is gone, which nobody can judge', async () => {
    expect(await outcomes({ policy: { ...policy, gates: [policyGate('plan-is-agreed'), policyGate('moon-is-full')] } })).toEqual({ 'plan-is-agreed': 'PASS', 'moon-is-full': 'UNKNOWN' });
  });

  it('is unknown where trouble could not be read, or was read too long ago', async () => {
    const troubledBy = (says: World['says']) => outcomes({ policy: asking('no-open-major-incident'), ...(says && { says }) });
    expect(await troubledBy({ 'ci.impactedServices': { state: 'unreadable', problem: timeout } })).toEqual({ 'no-open-major-incident': 'UNKNOWN' });
    expect(await troubledBy({ 'service.openIncidents': { state: 'unreadable', problem: timeout } })).toEqual({ 'no-open-major-incident': 'UNKNOWN' });
    expect(await troubledBy({ 'service.openIncidents': { state: 'found', value: [], fetchedAt: '2026-11-23T11:00:00.000Z', problem: null } })).toEqual({ 'no-open-major-incident': 'UNKNOWN' });
    expect(await troubledBy({ [refs.item]: { state: 'unreadable', problem: timeout } })).toEqual({ 'no-open-major-incident': 'UNKNOWN' });
  });

  it('asks for licences only where the policy names one, and believes no search that failed or was cut', async () => {
    const given = (parameters: Policy['gates'][number]['parameters']): Policy => ({ ...policy, gates: [policyGate('people-are-current', { parameters })] });
    const world = ports({ policy: given({}) });
    await judgeReadiness(world, { release, environment: 'production', basis: 'LIVE' });
    expect(world.asked.filter((question) => !everyTime.includes(question))).toEqual(['accounts.list']);
    const licensed = given({ licensedFor: 'Release Desk' });
    for (const question of ['accounts.list', 'licences.list', 'entitlements.list']) {
      expect(await outcomes({ policy: licensed, says: { [question]: { state: 'unreadable', problem: timeout } } })).toEqual({ 'people-are-current': 'UNKNOWN' });
    }
    expect(await outcomes({ policy: licensed, cut: 'accounts.list' })).toEqual({ 'people-are-current': 'UNKNOWN' });
    expect(await outcomes({ policy: licensed, cut: 'entitlements.list' })).toEqual({ 'people-are-current': 'UNKNOWN' });
  });

  it('takes a look for articles that did not come, or was not finished, for unknown', async () => {
    const knowing = asking('knowledge-is-transferred');
    const verdict = async (world: World) => (await outcomes({ policy: knowing, ...world }))['knowledge-is-transferred'];
    expect(await verdict({ gaps: [gap('KNOWLEDGE')] })).toBe('UNKNOWN');
    expect(await verdict({ says: { [refs.knowledge]: { state: 'unreadable', problem: timeout } } })).toBe('UNKNOWN');
    expect(await verdict({ links: links.filter(({ relation }) => relation !== 'KNOWLEDGE') })).toBe('FAIL');
    expect(await verdict({ links: [...links, link('KNOWLEDGE', 'servicenow:knowledge:KB9', { environment: 'staging' })] })).toBe('PASS');
  });

  it('tells of what went live last that nothing did, or that its release is not known', async () => {
    const drift = asking('cmdb-matches-last-release');
    expect(await outcomes({ policy: drift, nothingLive: true })).toEqual({ 'cmdb-matches-last-release': 'FAIL' });
    expect(await outcomes({ policy: drift, lastKey: 'payments-0.0.1' })).toEqual({ 'cmdb-matches-last-release': 'UNKNOWN' });
  });

  it('believes no list of blackouts that failed or was cut', async () => {
    for (const one of [{ says: { 'windows.list': { state: 'unreadable', problem: timeout } } }, { cut: 'windows.list' }] satisfies Partial<World>[]) {
      expect(await outcomes({ policy: asking('no-freeze'), ...one })).toEqual({ 'no-freeze': 'UNKNOWN' });
    }
  });

  it('finds freezes unknown that the database does not tell', async () => {
    const { verdicts } = await judgeReadiness(ports({ policy: { ...policy, gates: [policyGate('no-freeze')] }, freezes: () => Promise.reject(new Error('down')) }), { release, environment: 'production', basis: 'LIVE' });
    expect(verdicts).toMatchObject([{ gate: 'no-freeze', outcome: 'UNKNOWN' }]);
  });
});
