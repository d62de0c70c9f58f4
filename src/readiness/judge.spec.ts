import { known } from './fact.ts';
import { approvedBy, changeFactsOf, grace, greenFacts, now, omar, policy, policyGate, workFactsOf } from './green.fixture.ts';
import { gates } from './gates/index.ts';
import { judgeFacts } from './judge.ts';
import { checkPolicy } from './index.ts';

const saturday = '2026-11-28T02:00:00.000Z';
const notYet = changeFactsOf({ plannedStartAt: saturday, plannedEndAt: '2026-11-28T06:00:00.000Z' });

describe('judgeFacts', () => {
  it('is READY when every gate passes', () => {
    const readiness = judgeFacts(greenFacts(), 'LIVE');
    expect(readiness).toMatchObject({ outcome: 'READY', readyFromAt: null, releaseKey: 'payments-2.4.0', environment: 'production', packageDigest: 'd'.repeat(64), planId: 'plan:1', planVersion: 3 });
    expect(readiness.verdicts.map(({ outcome }) => outcome)).toEqual(gates.map(() => 'PASS'));
  });

  it('is judged without a plan and without a seal, and says that there is none', () => {
    const { release } = greenFacts();
    expect(judgeFacts(greenFacts({ plan: null, release: { ...release, sealed: null } }), 'LIVE')).toMatchObject({ outcome: 'NOT_READY', planId: null, planVersion: null, packageDigest: null });
  });

  it('says from when it is ready when only time is red', () => {
    expect(judgeFacts(greenFacts({ changes: [notYet] }), 'LIVE')).toMatchObject({ outcome: 'NOT_READY', readyFromAt: saturday });
    expect(judgeFacts(greenFacts({ changes: [notYet], workItems: [workFactsOf({ progress: 'UNKNOWN' })] }), 'LIVE')).toMatchObject({ outcome: 'NOT_READY', readyFromAt: null });
  });

  it('never says that only time is in the way while the release phase is not approved, whatever was approved before it', () => {
    const building = known([approvedBy(omar, { phase: 'BUILD_AND_TEST' })], now);
    const open = known([approvedBy(omar, { phase: 'BUILD_AND_TEST' }), approvedBy(grace, { state: 'REQUESTED' })], now);
    for (const approvals of [building, open]) {
      const { outcome, readyFromAt, verdicts } = judgeFacts(greenFacts({ changes: [{ ...notYet, approvals }] }), 'LIVE');
      expect([outcome, readyFromAt, verdicts.find(({ gate }) => gate === 'change-is-approved')?.outcome]).toEqual(['NOT_READY', null, 'FAIL']);
    }
  });

  it('judges by the order and teeth of the policy', () => {
    const lenient = { ...policy, gates: [policyGate('plan-is-agreed'), policyGate('work-items-are-done', { isBlocking: false })] };
    const readiness = judgeFacts(greenFacts({ policy: lenient, workItems: [workFactsOf({ progress: 'TO_DO' })] }), 'LIVE');
    expect(readiness.outcome).toBe('READY');
    expect(readiness.verdicts).toMatchObject([{ gate: 'plan-is-agreed', isBlocking: true }, { gate: 'work-items-are-done', isBlocking: false, outcome: 'FAIL' }]);
  });

  it('finds a gate that nobody wrote unknown, never left out', () => {
    const wishful = { ...policy, gates: [policyGate('plan-is-agreed'), policyGate('moon-is-full')] };
    expect(judgeFacts(greenFacts({ policy: wishful }), 'LIVE')).toMatchObject({ outcome: 'UNDETERMINED', verdicts: [{}, { outcome: 'UNKNOWN', because: 'Muster knows no gate called moon-is-full.' }] });
  });
});

describe('checkPolicy', () => {
  it('finds nothing wrong in a good policy', () => {
    expect(checkPolicy(policy)).toEqual([]);
  });

  it('tells every mistake in one go, with its place', () => {
    const gates = [
      policyGate('moon-is-full'), policyGate('work-items-are-done', { isBlocking: false }), policyGate('work-items-are-done'),
      policyGate('no-blocking-vulnerability', { parameters: { maxCritical: -1, maxhigh: 2 } }), policyGate('change-is-approved', { parameters: { emergencyApprovers: ['nobody'] } }),
    ].map((gate) => ({ ...gate, isBlocking: false }));
    const places = ['gates[0].gate', 'gates[2].gate', 'gates[3].parameters.maxCritical', 'gates[3].parameters', 'gates[4].parameters.emergencyApprovers.0', 'gates'];
    expect(checkPolicy({ ...policy, gates }).map(({ key }) => key)).toEqual(places);
    expect(checkPolicy({ ...policy, backOutGates: gates }).map(({ key }) => key)).toEqual(places.map((place) => `backOut.${place}`));
    expect(checkPolicy({ ...policy, backOutGates: [] })).toEqual([{ line: null, key: 'backOut.gates', message: 'no gate blocks, so nothing could ever be backed out' }]);
  });
});
