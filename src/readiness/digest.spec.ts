import { createHash } from 'node:crypto';
import type { GateVerdict } from '../domain/readiness.ts';
import { factsDigest } from './digest.ts';
import type { Facts } from './facts.ts';
import { approvedBy, artifactFactsOf, changeFactsOf, greenFacts, greenPlan, grace, omar, policy, policyGate, workFactsOf } from './green.fixture.ts';
import { known } from './fact.ts';
import { judgeFacts } from './judge.ts';

const digest = (given: Partial<Facts> = {}): string => judgeFacts(greenFacts(given), 'LIVE').factsDigest;
const base = digest();

describe('factsDigest', () => {
  it('is sha256 in hex, the same for the same facts', () => {
    expect(base).toMatch(/^[0-9a-f]{64}$/);
    expect(digest()).toBe(base);
  });

  it.each<[string, Partial<Facts>]>([
    ['the time', { judgedAt: '2026-11-23T12:30:00.000Z' }],
    ['a state that moved forward and still passes', { changes: [changeFactsOf({ state: 'IMPLEMENT', stateLabel: 'Implement' })] }],
    ['a title', { workItems: [workFactsOf({ title: 'Another title', assignee: null })] }],
    ['when a fact was fetched', { changes: [changeFactsOf({}, { approvals: known([approvedBy(omar), approvedBy(grace)], '2026-11-23T12:00:00.001Z') })] }],
  ])('does not change with %s', (_name, given) => {
    expect(digest(given)).toBe(base);
  });

  it.each<[string, Partial<Facts>]>([
    ['an outcome', { workItems: [workFactsOf({ progress: 'TO_DO' })] }],
    ['another change', { changes: [changeFactsOf({ id: 'servicenow:change:c9' })] }],
    ['one more artifact', { artifacts: [artifactFactsOf(), artifactFactsOf({}, { reference: 'artifactory:artifact:libs/payments-worker-2.4.0.tgz' })] }],
    ['the package', { release: { ...greenFacts().release, sealed: { revision: 2, sealedAt: '', sealedBy: grace, digest: 'e'.repeat(64), artifacts: [] } } }],
    ["the plan's version", { plan: greenPlan({ version: 4 }) }],
    ["the plan's parameters", { plan: greenPlan({ parameters: { size: 2 } }) }],
    ["the policy's version", { policy: { ...policy, version: '2' } }],
  ])('changes with %s', (_name, given) => {
    expect(digest(given)).not.toBe(base);
  });

  it('is that of this text, since receipts and assessments of years ago are compared with it', () => {
    const verdicts = [{ gate: 'plan-is-agreed', outcome: 'PASS', isBlocking: true, restsOn: ['plan:7 by omar', 'plan:7 by grace'] }, { gate: 'no-freeze', outcome: 'WAIVED', isBlocking: true, restsOn: [] }, { gate: 'people-are-current', outcome: 'FAIL', isBlocking: false, restsOn: ['x'] }] as unknown as readonly GateVerdict[];
    const plan = { ...greenPlan({ version: 3, parameters: { size: 2, cluster: { zone: 'b', name: 'a' } } }).plan, id: 'plan:7' };
    const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
    const gates = '"gates":[{"gate":"no-freeze","outcome":"WAIVED","restsOn":[]},{"gate":"plan-is-agreed","outcome":"PASS","restsOn":["plan:7 by grace","plan:7 by omar"]}]';
    expect(factsDigest({ verdicts, packageDigest: 'e'.repeat(64), plan, policy: { ...policy, name: 'strict', version: '4', digest: 'abc' }, purpose: 'RELEASE' }))
      .toBe(sha256(`{${gates},"packageDigest":"${'e'.repeat(64)}","plan":{"id":"plan:7","parameters":{"cluster":{"name":"a","zone":"b"},"size":2},"version":3},"policy":{"digest":"abc","name":"strict","version":"4"}}`));
    expect(factsDigest({ verdicts, packageDigest: null, plan: null, policy: { ...policy, name: 'strict', version: '4' }, purpose: 'BACK_OUT' }))
      .toBe(sha256(`{${gates},"packageDigest":null,"plan":null,"policy":{"digest":null,"name":"strict","version":"4"},"purpose":"BACK_OUT"}`));
  });

  it('leaves out gates that do not block, and the order of keys and gates', () => {
    const lenient = policyGate('work-items-are-done', { isBlocking: false });
    const of = (progress: 'DONE' | 'TO_DO') => judgeFacts(greenFacts({ policy: { ...policy, gates: [policyGate('plan-is-agreed'), lenient] }, workItems: [workFactsOf({ progress })] }), 'LIVE').factsDigest;
    expect(of('DONE')).toBe(of('TO_DO'));
    const judged = { verdicts: judgeFacts(greenFacts(), 'LIVE').verdicts, packageDigest: null, policy, purpose: 'RELEASE' as const };
    const plan = (parameters: Record<string, unknown>) => greenPlan({ parameters }).plan;
    expect(factsDigest({ ...judged, plan: plan({ a: 1, b: { c: 1, d: 2 } }) })).toBe(factsDigest({ ...judged, verdicts: judged.verdicts.toReversed(), plan: plan({ b: { d: 2, c: 1 }, a: 1 }) }));
  });
});
