import { asking, ports, release } from './gather/gather.fixture.ts';
import { gateSet } from './gate-set.ts';
import { unreadableGate } from './gate.ts';
import { gates } from './gates/index.ts';
import { policy } from './green.fixture.ts';
import { describeGates, emptyGates, gateParameters, judgeReadiness, judgeWithFacts, nextOpenWindow } from './index.ts';

const request = { release, environment: 'production', basis: 'LIVE' } as const;

describe('what this room answers', () => {
  it('is a judgement, with the facts that it was made of for who wants them', async () => {
    const { facts, readiness } = await judgeWithFacts(ports(), request);
    expect([facts.release.key, readiness.releaseKey, readiness.outcome, readiness.basis]).toEqual(['payments-2.4.0', 'payments-2.4.0', 'READY', 'LIVE']);
    expect((await judgeReadiness(ports(), request)).verdicts).toEqual(readiness.verdicts);
    const known = { ...ports({ policy: asking('plan-is-agreed') }), gates: gateSet() };
    expect((await judgeWithFacts({ ...known, gates: { ...known.gates, of: () => undefined } }, request)).readiness.outcome).toBe('UNDETERMINED');
  });

  it('is the next open window, of freezes and schedules that no gate of the policy asks for', async () => {
    const world = ports({ policy: { ...policy, gates: [] } });
    expect((await nextOpenWindow(world, request, { durationMs: 60_000, from: '2026-11-23T12:00:00.000Z' })).window).toEqual({ startAt: '2026-11-23T12:00:00.000Z', endAt: '2026-11-30T12:00:00.000Z' });
    expect(world.asked.filter((question) => ['freezes', 'windows.list'].includes(question))).toEqual(['freezes', 'windows.list']);
  });

  it('is what gates there are, what a policy may tell them, and what is nothing to them', () => {
    const own = unreadableGate('moon-is-full');
    expect(describeGates(gateSet([own])).map(({ name, isCustom }) => [name, isCustom])).toEqual([...gates.map(({ name }) => [name, false]), ['moon-is-full', true]]);
    expect(describeGates()[0]).toEqual({ name: gates[0]?.name, sentence: gates[0]?.sentence, why: gates[0]?.why, needs: gates[0]?.needs, reads: gates[0]?.reads, isCustom: false });
    expect([...gateParameters().keys()]).toEqual(gates.map(({ name }) => name));
    // As a policy may write them: what has a default may be left out.
    expect(gateParameters().get('risk-is-accepted')).toMatchObject({ type: 'object', properties: { highest: { default: 'MODERATE' } }, additionalProperties: false });
    expect(gateParameters().get('risk-is-accepted')).not.toHaveProperty('required');
    expect([emptyGates().get('dependencies-are-live'), emptyGates().has('plan-is-agreed'), emptyGates().size]).toEqual(['The release depends on no other.', false, gates.filter(({ empty }) => empty !== null).length]);
  });
});
