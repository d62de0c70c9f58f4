import { known, unknown } from './fact.ts';
import { artifactFactsOf, askedFacts, changeFactsOf, freezeOf, greenFacts, itemFactsOf, now, policy, policyGate, timeout } from './green.fixture.ts';
import { judgeFacts } from './judge.ts';
import { policyDigest } from './policy-digest.ts';
import { policyFor, usualBackOut } from './policy-for.ts';
import { receiptFor } from './receipt.ts';
import type { Facts } from './facts.ts';

const whole = { ...policy, backOutGates: usualBackOut(policy.gates) };
const backOut = (given: Partial<Facts> = {}): Facts => greenFacts({ purpose: 'BACK_OUT', policy: policyFor(whole, 'BACK_OUT'), ...given });
/** All that is usual when something just went wrong. */
const atNight: Partial<Facts> = {
  changes: [changeFactsOf({ state: 'CLOSED' })], items: [itemFactsOf({ operationalState: 'REPAIR' })], plan: null,
  asked: askedFacts({ freezes: known([freezeOf({ first: { startAt: '2026-11-20T00:00:00.000Z', endAt: null } })], now), windows: unknown(timeout) }),
};

describe('a back-out', () => {
  it('is judged by the policy’s own list, and a release by the other', () => {
    expect(policyFor(whole, 'RELEASE')).toBe(whole);
    const gates = [policyGate('no-freeze', { parameters: { blackouts: 'NONE' } })];
    const judged = judgeFacts(backOut({ policy: policyFor({ ...whole, backOutGates: gates }, 'BACK_OUT') }), 'LIVE');
    expect(judged).toMatchObject({ outcome: 'READY', purpose: 'BACK_OUT', policy: { gates, version: whole.version } });
    expect(judged.verdicts.map(({ gate }) => gate)).toEqual(['no-freeze']);
    expect(judgeFacts(greenFacts({ policy: whole }), 'LIVE')).toMatchObject({ purpose: 'RELEASE', verdicts: policy.gates.map(({ gate }) => ({ gate })) });
  });

  it('asks by default for the right bytes, and goes out in a freeze, at night and under a closed change', () => {
    expect(whole.backOutGates.map(({ gate }) => gate)).toEqual(['package-is-in-the-dml', 'package-matches-its-seal', 'package-is-signed']);
    expect(judgeFacts(greenFacts(atNight), 'LIVE').outcome).toBe('NOT_READY');
    expect(judgeFacts(backOut(atNight), 'LIVE').outcome).toBe('READY');
    expect(judgeFacts(backOut({ ...atNight, artifacts: [artifactFactsOf({ sha256: 'b'.repeat(64) })] }), 'LIVE').outcome).toBe('NOT_READY');
    expect(judgeFacts(backOut({ artifacts: [artifactFactsOf({}, { record: unknown(timeout) })] }), 'LIVE').outcome).toBe('UNDETERMINED');
  });

  it('always asks for the seal by default, and with teeth', () => {
    const plain = policyGate('package-matches-its-seal', { isWaivable: false });
    expect(usualBackOut([])).toEqual([plain]);
    expect(usualBackOut([policyGate('no-freeze'), policyGate('package-matches-its-seal', { isBlocking: false })])).toEqual([plain]);
    const [library, signature] = [policyGate('package-is-in-the-dml', { mayBeEmpty: true }), policyGate('package-is-signed', { isBlocking: false })];
    expect(usualBackOut([library, policyGate('package-matches-its-seal', { isBlocking: false }), signature])).toEqual([library, signature, plain]);
    expect(usualBackOut([library, policyGate('no-freeze')])).toEqual([library, plain]);
    const strict = policyGate('package-matches-its-seal', { maxFactAgeMs: 1 });
    expect(usualBackOut([strict])).toEqual([strict]);
  });

  it('is never READY under a policy that was remembered before there was a list', () => {
    expect(judgeFacts(backOut({ policy: policyFor(policy, 'BACK_OUT') }), 'LIVE')).toMatchObject({ outcome: 'UNDETERMINED', verdicts: [] });
  });

  it('gets no receipt, which would be good for a release, and has a digest of its own', () => {
    const gates = [policyGate('package-matches-its-seal')];
    const [out, back] = (['RELEASE', 'BACK_OUT'] as const).map((purpose) => { const facts = greenFacts({ purpose, policy: { ...policy, gates } }); return { facts, readiness: judgeFacts(facts, 'LIVE') }; });
    expect([out?.readiness.outcome, back?.readiness.outcome]).toEqual(['READY', 'READY']);
    expect(out?.readiness.factsDigest).not.toBe(back?.readiness.factsDigest);
    expect([out && receiptFor(out, 'assessment:1') !== null, back && receiptFor(back, 'assessment:1')]).toEqual([true, null]);
  });

  it('is part of what the policy says', () => {
    expect(policyDigest(whole)).not.toBe(policyDigest({ ...whole, backOutGates: [] }));
  });
});
