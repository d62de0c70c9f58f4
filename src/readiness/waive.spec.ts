import type { PolicyGate } from '../domain/policy.ts';
import { known, unknown } from './fact.ts';
import type { Facts, WaiverFacts } from './facts.ts';
import { changeFactsOf, greenFacts, now, policy, policyGate, timeout, workFactsOf } from './green.fixture.ts';
import { judgeFacts } from './judge.ts';
import { receiptFor } from './receipt.ts';
import { waiverFactsOf } from './waiver.fixture.ts';
import { worthless } from './worthless-waivers.fixture.ts';

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
    expect(verdictOn(factsWith([waiverFactsOf({ id: 'assessment:1', reason: 'Text of v2.4.0 only!' })]))).toMatchObject({ because: expect.stringMatching(/Text of v2\.4\.0 only!$/) as string, restsOn: ['assessment:1', ...before?.restsOn ?? []] });
    expect(verdictOn(factsWith([waiverFactsOf({ reason: 'Text of v2.4.0 only' })]))?.because).toMatch(/ Text of v2\.4\.0 only\.$/);
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
    for (const isUnknownWaivable of [false, true]) expect(verdictOn(factsWith([waiverFactsOf()], { policy: gates({ isUnknownWaivable }) }))).toMatchObject({ outcome: 'PASS', waiver: null });
  });

  it('says that it was an emergency', () => {
    const breakGlass = { secondPersonEmail: 'omar@northbank.example', followUp: { ownerEmail: 'grace@northbank.example', dueAt: now, settled: null } };
    expect(verdictOn(factsWith([waiverFactsOf({ breakGlass })]))?.because).toContain('Omar let it go until 2026-11-23T18:00:00.000Z, in an emergency: ');
  });

  it('is the one that lasts longest, where there are several', () => {
    const several = [waiverFactsOf({ id: 'waiver:3', expiresAt: '2026-11-23T13:00:00.000Z' }), waiverFactsOf({ id: 'waiver:2' }), waiverFactsOf()];
    for (const waivers of [several, several.toReversed()]) expect(verdictOn(factsWith(waivers))?.waiver?.id).toBe('waiver:1');
    const later = [waiverFactsOf(), waiverFactsOf({ id: 'waiver:2', expiresAt: '2026-11-23T18:00:00.001Z' })];
    for (const waivers of [later, later.toReversed()]) expect(verdictOn(factsWith(waivers))?.waiver?.id).toBe('waiver:2');
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

describe('a waiver that does not hold', () => {
  it('is one that could not be read', () => {
    expect(verdictOn(factsWith([], { ...open, waivers: unknown(timeout) }))).toEqual(verdictOn(factsWith([])));
  });

  it.each(worthless)('%s lets nothing go', (_name, waiver) => {
    expect(verdictOn(factsWith([waiver]))).toEqual(verdictOn(factsWith([])));
  });

  it('lets nothing go where the policy does not allow it, nor for a release that is not sealed', () => {
    expect(verdictOn(factsWith([waiverFactsOf()], { ...open, policy: gates({ isWaivable: false }) }))?.outcome).toBe('FAIL');
    expect(verdictOn(factsWith([waiverFactsOf()], { ...open, release: { ...greenFacts().release, sealed: null } }))?.outcome).toBe('FAIL');
  });
});
