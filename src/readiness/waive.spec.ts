import fc from 'fast-check';
import type { PolicyGate } from '../domain/policy.ts';
import type { VerdictOutcome } from '../domain/readiness.ts';
import { known, unknown } from './fact.ts';
import type { Facts, WaiverFacts } from './facts.ts';
import { artifactFactsOf, changeFactsOf, gap, greenFacts, itemFactsOf, kenji, now, omar, person, policy, policyGate, stranger, timeout, workFactsOf } from './green.fixture.ts';
import { judgeFacts } from './judge.ts';
import { receiptFor } from './receipt.ts';
import { waiverFactsOf } from './waiver.fixture.ts';

const gates = (rules: Partial<PolicyGate> = {}): Facts['policy'] => ({ ...policy, gates: [policyGate('plan-is-agreed'), policyGate('work-items-are-done', rules)] });
const open = { workItems: [workFactsOf({ progress: 'IN_PROGRESS' })] };
const garbled = { workItems: [workFactsOf({ progress: 'UNKNOWN' })] };
const factsWith = (waivers: readonly WaiverFacts[], given: Partial<Facts> = open): Facts => greenFacts({ policy: gates(), waivers: known(waivers, now), ...given });
const judge = (facts: Facts) => judgeFacts(facts, 'LIVE');
const verdictOn = (facts: Facts) => judge(facts).verdicts.find(({ gate }) => gate === 'work-items-are-done');

describe('a waiver', () => {
  it('lets go a gate that failed, and the verdict still says what is wrong, and who let it go until when and why', () => {
    const [before, after] = [verdictOn(factsWith([])), verdictOn(factsWith([waiverFactsOf()]))];
    expect(before).toMatchObject({ outcome: 'FAIL', waiver: null });
    expect(after).toEqual({ ...before, outcome: 'WAIVED', waiver: waiverFactsOf().waiver, because: `${before?.because ?? ''} Omar let it go until 2026-11-23T18:00:00.000Z: PAY-12 is text only.`, restsOn: [...before?.restsOn ?? [], 'waiver:1'].sort() });
    expect(judge(factsWith([waiverFactsOf()])).outcome).toBe('READY');
  });

  it('is part of what the judgement rests on', () => {
    const digests = [[], [waiverFactsOf()], [waiverFactsOf({ id: 'waiver:2' })]].map((waivers) => judge(factsWith(waivers)).factsDigest);
    expect(new Set(digests).size).toBe(3);
  });

  it('ends a receipt no later than it ends itself, where the gate blocks', () => {
    const expiry = (expiresAt: string, isBlocking = true) => {
      const facts = factsWith([waiverFactsOf({ expiresAt })], { ...open, policy: gates({ isBlocking }) });
      return receiptFor({ facts, readiness: judge(facts) }, 'assessment:1')?.expiresAt;
    };
    const valid = '2026-11-23T12:15:00.000Z';
    expect([expiry('2026-11-23T12:14:59.999Z'), expiry('2026-11-23T18:00:00.000Z'), expiry('2026-11-23T12:01:00.000Z', false)]).toEqual(['2026-11-23T12:14:59.999Z', valid, valid]);
  });

  it('leaves no moment from which a gate would pass', () => {
    const late = { changes: [changeFactsOf({ plannedStartAt: '2026-11-28T02:00:00.000Z', plannedEndAt: '2026-11-28T06:00:00.000Z' })], policy: { ...policy, gates: [policyGate('change-window-is-open')] } };
    const moment = (waivers: readonly WaiverFacts[]) => judge(factsWith(waivers, late)).verdicts.map(({ passesFromAt }) => passesFromAt);
    expect([moment([]), moment([waiverFactsOf({ gate: 'change-window-is-open' })])]).toEqual([['2026-11-28T02:00:00.000Z'], [null]]);
  });

  it('does nothing to a gate that passes', () => {
    expect(verdictOn(factsWith([waiverFactsOf()], {}))).toMatchObject({ outcome: 'PASS', waiver: null });
  });

  it('says that it was an emergency', () => {
    const breakGlass = { secondPersonEmail: 'omar@northbank.example', followUp: { ownerEmail: 'grace@northbank.example', dueAt: now, settled: null } };
    expect(verdictOn(factsWith([waiverFactsOf({ breakGlass })]))?.because).toContain('Omar let it go until 2026-11-23T18:00:00.000Z, in an emergency: ');
  });

  it('is the one that lasts longest, where there are several', () => {
    const several = [waiverFactsOf({ id: 'waiver:3', expiresAt: '2026-11-23T13:00:00.000Z' }), waiverFactsOf({ id: 'waiver:2' }), waiverFactsOf()];
    for (const waivers of [several, several.toReversed()]) expect(verdictOn(factsWith(waivers))?.waiver?.id).toBe('waiver:1');
  });

  it('never stands for a PASS: what passes nothing is UNDETERMINED', () => {
    expect(judge(factsWith([waiverFactsOf()], { ...open, policy: { ...policy, gates: [policyGate('work-items-are-done')] } })).outcome).toBe('UNDETERMINED');
  });

  it('lets a gate go that nobody could judge only where the policy says so', () => {
    expect(verdictOn(factsWith([waiverFactsOf()], garbled))?.outcome).toBe('UNKNOWN');
    expect(verdictOn(factsWith([waiverFactsOf()], { ...garbled, policy: gates({ isUnknownWaivable: true }) }))?.outcome).toBe('WAIVED');
    expect(verdictOn(factsWith([waiverFactsOf()], { ...garbled, policy: gates({ isWaivable: false, isUnknownWaivable: true }) }))?.outcome).toBe('UNKNOWN');
  });

  it('keeps a release from being ready later, when it runs out before then', () => {
    const saturday = { changes: [changeFactsOf({ plannedStartAt: '2026-11-28T02:00:00.000Z', plannedEndAt: '2026-11-28T06:00:00.000Z' })] };
    const from = (expiresAt: string) => judge(factsWith([waiverFactsOf({ expiresAt })], { ...open, ...saturday, policy: { ...policy, gates: [...gates().gates, policyGate('change-window-is-open')] } })).readyFromAt;
    expect([from('2026-11-28T02:00:00.001Z'), from('2026-11-28T02:00:00.000Z')]).toEqual(['2026-11-28T02:00:00.000Z', null]);
  });
});

const twin = person('Omar', { id: 'person:o.haddad@northbank.example', email: 'o.haddad@northbank.example', accounts: [{ connection: 'jira', userName: 'kenji', name: null, email: null, isActive: true }] });
const kenjiOfJira = { ...kenji, accounts: [{ connection: 'jira', userName: 'kenji', name: null, email: null, isActive: true }] };
const approved = { by: omar, at: now, comment: null };
/** Waivers that let nothing go, each for one reason. */
const worthless: readonly (readonly [name: string, waiver: WaiverFacts])[] = [
  ['of another gate', waiverFactsOf({ gate: 'plan-is-agreed' })],
  ['of another release', waiverFactsOf({ releaseKey: 'payments-2.4.1' })],
  ['of another environment', waiverFactsOf({ environment: 'staging' })],
  ['of another package digest', waiverFactsOf({ packageDigest: 'f'.repeat(64) })],
  ['of another package revision of the same digest', waiverFactsOf({ packageRevision: 2 })],
  ['that runs out at this very moment', waiverFactsOf({ expiresAt: now })],
  ['that has run out', waiverFactsOf({ expiresAt: '2026-11-23T11:59:59.999Z' })],
  ['that is revoked', waiverFactsOf({ revoked: { by: kenji, at: now, reason: 'x' } })],
  ['that is rejected', waiverFactsOf({ decision: { ...approved, isApproved: false } })],
  ['that nobody has decided', waiverFactsOf({ decision: null }, { approver: null })],
  ['of nobody known to ask', waiverFactsOf({}, { requester: null })],
  ['of an unmapped requester', waiverFactsOf({}, { requester: stranger })],
  ['of an unmapped approver', waiverFactsOf({}, { approver: stranger })],
  ['approved by who asked', waiverFactsOf({}, { approver: kenji })],
  ['approved by who asked, under another account', waiverFactsOf({}, { requester: kenjiOfJira, approver: twin })],
  ['approved by somebody who has left', waiverFactsOf({}, { approver: { ...omar, isActive: false } })],
  ['asked for by somebody who has left', waiverFactsOf({}, { requester: { ...kenji, isActive: false } })],
];

describe('a waiver that does not hold', () => {
  it.each(worthless)('%s lets nothing go', (_name, waiver) => {
    expect(verdictOn(factsWith([waiver]))).toEqual(verdictOn(factsWith([])));
  });

  it('lets nothing go where the policy does not allow it, nor for a release that is not sealed', () => {
    expect(verdictOn(factsWith([waiverFactsOf()], { ...open, policy: gates({ isWaivable: false }) }))?.outcome).toBe('FAIL');
    expect(verdictOn(factsWith([waiverFactsOf()], { ...open, release: { ...greenFacts().release, sealed: null } }))?.outcome).toBe('FAIL');
  });
});

const strength: Readonly<Record<VerdictOutcome, number>> = { FAIL: 0, UNKNOWN: 1, WAIVED: 2, NOT_APPLICABLE: 2, PASS: 3 };
const readiness = { NOT_READY: 0, UNDETERMINED: 1, READY: 2 } as const;
const spoils: readonly Partial<Facts>[] = [
  open, garbled, { workItems: [] }, { plan: null }, { changes: [] }, { changes: [changeFactsOf({ approval: 'REJECTED' })] }, { artifacts: [artifactFactsOf({ sha256: 'b'.repeat(64) })] },
  { items: [itemFactsOf({ operationalState: 'REPAIR' })] }, { gaps: [gap('WORK_ITEM')] }, { changes: [changeFactsOf({}, { record: unknown(timeout) })] },
];
const someSpoils = fc.uniqueArray(fc.constantFrom(...spoils), { maxLength: 4 }).map((chosen): Partial<Facts> => Object.assign({}, ...chosen) as Partial<Facts>);
const someWaivers = fc.uniqueArray(fc.constantFrom(...policy.gates.map(({ gate }) => waiverFactsOf({ id: `waiver:${gate}`, gate }))), { selector: ({ waiver }) => waiver.id, maxLength: 6 });
const somePolicy = fc.array(fc.record({ isWaivable: fc.boolean(), isUnknownWaivable: fc.boolean(), isBlocking: fc.boolean() }), { minLength: policy.gates.length, maxLength: policy.gates.length })
  .map((rules): Facts['policy'] => ({ ...policy, gates: policy.gates.map((gate, index) => ({ ...gate, ...rules[index] })) }));

/** Those that hold for no gate whatever. */
const ofAnyGate = worthless.filter(([name]) => name !== 'of another gate').map(([, waiver]) => waiver);

describe('waivers', () => {
  const neverGreener = (full: Facts, less: Facts): void => {
    const [before, after] = [judge(full), judge(less)];
    expect(readiness[after.outcome]).toBeLessThanOrEqual(readiness[before.outcome]);
    for (const [index, verdict] of after.verdicts.entries()) expect(strength[verdict.outcome]).toBeLessThanOrEqual(strength[before.verdicts[index]?.outcome ?? 'FAIL']);
  };

  it('that are lost make nothing greener', () => {
    fc.assert(fc.property(someSpoils, someWaivers, somePolicy, fc.nat(), (spoil, waivers, its, lost) => {
      const full = factsWith(waivers, { ...spoil, policy: its });
      neverGreener(full, { ...full, waivers: unknown(timeout) });
      neverGreener(full, { ...full, waivers: { state: 'absent', fetchedAt: now } });
      neverGreener(full, { ...full, waivers: known(waivers.filter((_waiver, index) => index !== lost % Math.max(1, waivers.length)), now) });
    }), { numRuns: 300, seed: 20_261_129 });
  });

  it('that do not hold change nothing at all, whatever stands beside them', () => {
    fc.assert(fc.property(someSpoils, someWaivers, somePolicy, fc.subarray(ofAnyGate, { minLength: 1 }), fc.constantFrom(...policy.gates), (spoil, waivers, its, bad, { gate }) => {
      const facts = factsWith(waivers, { ...spoil, policy: its });
      expect(judge({ ...facts, waivers: known([...bad.map((one) => ({ ...one, waiver: { ...one.waiver, id: 'waiver:0', gate } })), ...waivers], now) })).toEqual(judge(facts));
    }), { numRuns: 300, seed: 20_261_129 });
  });

  it('of a gate change no other gate', () => {
    fc.assert(fc.property(someSpoils, someWaivers, (spoil, waivers) => {
      const facts = factsWith(waivers, { ...spoil, policy });
      const [without, withThem] = [judge({ ...facts, waivers: known([], now) }), judge(facts)];
      for (const [index, verdict] of withThem.verdicts.entries()) {
        if (!waivers.some(({ waiver }) => waiver.gate === verdict.gate)) expect(verdict).toEqual(without.verdicts[index]);
        if (without.verdicts[index]?.outcome !== 'FAIL') expect(verdict.outcome).not.toBe('WAIVED');
      }
    }), { numRuns: 200, seed: 20_261_129 });
  });
});
