import { redactedReadiness, type Outlook } from '../domain/redaction.ts';
import type { Hidden } from '../domain/restriction.ts';
import { gateSet } from './gate-set.ts';
import { digestOf } from './digest.ts';
import { greenChange, greenFacts, greenPlan, policy, workFactsOf } from './green.fixture.ts';
import { judgeFacts } from './judge.ts';
import { movedFacts, receiptFor, whyVoid, type Judgement } from './receipt.ts';

const facts = greenFacts();
const judgement: Judgement = { facts, readiness: judgeFacts(facts, 'LIVE') };
const whole = receiptFor(judgement, 'assessment:1');

/** The judgement as somebody may be told it from whom this is hidden. */
async function told(...hidden: readonly Hidden[]): Promise<Judgement> {
  const outlook: Outlook = { hidden, readsOf: (gate) => gateSet().of(gate)?.reads, isVisible: () => Promise.resolve(false) };
  return { facts, readiness: await redactedReadiness(judgement.readiness, outlook) };
}

describe('A receipt that anybody may read', () => {
  it.each<[string, Hidden]>([
    ['a kind that is hidden whole', { connection: 'servicenow', kind: 'change', classifications: null }],
    ['a record that is classified', { connection: 'servicenow', kind: 'change', classifications: ['embargo'] }],
  ])('names nothing of %s, has every gate and the digest all the same, and nothing has moved by it', async (_what, hidden) => {
    expect(JSON.stringify(whole?.gates)).toContain(greenChange.id);
    const redacted = await told(hidden);
    const receipt = receiptFor(redacted, 'assessment:1');
    expect(JSON.stringify(receipt)).not.toMatch(new RegExp(`${greenChange.id}|${greenChange.label}`));
    expect(receipt?.gates.map(({ gate, outcome }) => [gate, outcome])).toEqual(whole?.gates.map(({ gate, outcome }) => [gate, outcome]));
    expect(receipt?.gates).toHaveLength(policy.gates.filter(({ isBlocking }) => isBlocking).length);
    expect(receipt?.factsDigest).toBe(whole?.factsDigest);
    expect(receipt === null ? 'none' : movedFacts(receipt, redacted.readiness)).toBeNull();
  });

  it('is the whole one where nothing is hidden', async () => {
    expect(receiptFor(await told(), 'assessment:1')).toEqual(whole);
  });
});

describe('A receipt', () => {
  const { release, environment } = facts;
  const plan = greenPlan().plan;

  it('says who judged what by which rules, for how long, and what each gate rests on', () => {
    expect(whole).toEqual({
      verifier: 'urn:muster:hub', assessment: 'assessment:1', judgedAt: facts.judgedAt, outcome: 'READY', release: 'payments-2.4.0', environment: 'production', package: { revision: 1, digest: 'd'.repeat(64) },
      artifacts: release.sealed?.artifacts.map(({ reference, sha256 }) => ({ name: reference, sha256 })), plan: { id: 'plan:1', version: 3, parametersDigest: digestOf({}) }, policy: { name: 'production', version: '1' }, policyDigest: digestOf(policy),
      factsDigest: judgement.readiness.factsDigest, gates: judgement.readiness.verdicts.map(({ gate, outcome, restsOn }) => ({ gate, outcome, restsOn })), expiresAt: '2026-11-23T12:15:00.000Z',
    });
    expect(receiptFor({ facts, readiness: { ...judgement.readiness, policy: { ...policy, digest: 'known' } } }, 'x')?.policyDigest).toBe('known');
    const [first, ...others] = judgement.readiness.verdicts;
    const spared = { ...judgement.readiness, verdicts: [...(first === undefined ? [] : [{ ...first, outcome: 'NOT_APPLICABLE' as const }, { ...first, gate: 'waived', outcome: 'WAIVED' as const }, { ...first, gate: 'advisory', isBlocking: false }, { ...first, gate: 'red', outcome: 'FAIL' as const }]), ...others] };
    expect(receiptFor({ facts, readiness: spared }, 'x')?.gates.slice(0, 3).map(({ gate, outcome }) => [gate, outcome])).toEqual([[first?.gate, 'NOT_APPLICABLE'], ['waived', 'WAIVED'], [others[0]?.gate, 'PASS']]);
  });

  it('is none of what is not READY, of a back-out, without a seal or without a plan', () => {
    const of = (given: Partial<typeof facts>, outcome: Judgement['readiness']['outcome'] = 'READY') => receiptFor({ facts: { ...facts, ...given }, readiness: { ...judgement.readiness, outcome } }, 'x');
    expect([of({}, 'NOT_READY'), of({}, 'UNDETERMINED'), of({ purpose: 'BACK_OUT' }), of({ release: { ...release, sealed: null } }), of({ plan: null })]).toEqual([null, null, null, null, null]);
    expect(of({})).not.toBeNull();
  });

  const seal = release.sealed;
  const subject = { release, environment: environment.name, plan, policy };
  it.each<[string, Partial<typeof subject>, string | null]>([
    ['the very subject', {}, null],
    ['another release', { release: { ...release, key: 'ledger-1.9.2' } }, 'The receipt is of payments-2.4.0, not of ledger-1.9.2.'],
    ['another environment', { environment: 'staging' }, 'The receipt is for production, not for staging.'],
    ['another package', { release: { ...release, sealed: seal === null ? null : { ...seal, digest: 'e'.repeat(64) } } }, 'The receipt is of package revision 1, and payments-2.4.0 was sealed anew since, as revision 1.'],
    ['another revision of the same bytes', { release: { ...release, sealed: seal === null ? null : { ...seal, revision: 2 } } }, 'The receipt is of package revision 1, and payments-2.4.0 was sealed anew since, as revision 2.'],
    ['no seal', { release: { ...release, sealed: null } }, 'The receipt is of package revision 1, and payments-2.4.0 was sealed anew since, as revision none.'],
    ['another plan', { plan: { ...plan, id: 'plan:2' } }, 'The receipt rests on version 3 of the plan for production, and version 3 took its place.'],
    ['another version of the plan', { plan: { ...plan, version: 4 } }, 'The receipt rests on version 3 of the plan for production, and version 4 took its place.'],
    ['other parameters', { plan: { ...plan, parameters: { size: 2 } } }, 'The parameters of plan version 3 are not those that the receipt rests on.'],
    ['another policy', { policy: { ...policy, name: 'lenient' } }, 'The receipt was made under policy production 1, and lenient 1 is in force now.'],
    ['another version of the policy', { policy: { ...policy, version: '2' } }, 'The receipt was made under policy production 1, and production 2 is in force now.'],
    ['a policy that says something else', { policy: { ...policy, receiptValidityMs: 1 } }, 'Policy production 1 says something else now than when the receipt was made; a changed policy needs a new version.'],
  ])('beside %s', (_what, given, why) => {
    expect(whole === null ? 'none' : whyVoid(whole, { ...subject, ...given })).toBe(why);
  });

  it('says what moved since, or that something did where no gate tells what', () => {
    const after = judgeFacts(greenFacts({ workItems: [workFactsOf({ progress: 'TO_DO' })] }), 'LIVE');
    const moved = (readiness: typeof after) => (whole === null ? 'none' : movedFacts(whole, readiness));
    expect(moved(after)).toMatch(/^work-items-are-done was PASS and is FAIL and now rests on /);
    expect([moved({ ...judgement.readiness, factsDigest: 'other' }), moved(judgement.readiness), moved({ ...after, factsDigest: judgement.readiness.factsDigest })]).toEqual(['what the judgement rests on', null, null]);
  });
});
