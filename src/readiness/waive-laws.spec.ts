import fc from 'fast-check';
import type { VerdictOutcome } from '../domain/readiness.ts';
import { known, unknown } from './fact.ts';
import type { Facts, WaiverFacts } from './facts.ts';
import { artifactFactsOf, changeFactsOf, gap, greenFacts, itemFactsOf, now, policy, timeout, workFactsOf } from './green.fixture.ts';
import { judgeFacts } from './judge.ts';
import { waiverFactsOf } from './waiver.fixture.ts';
import { worthless } from './worthless-waivers.fixture.ts';

const open = { workItems: [workFactsOf({ progress: 'IN_PROGRESS' })] };
const garbled = { workItems: [workFactsOf({ progress: 'UNKNOWN' })] };
const factsWith = (waivers: readonly WaiverFacts[], given: Partial<Facts>): Facts => greenFacts({ waivers: known(waivers, now), ...given });
const judge = (facts: Facts) => judgeFacts(facts, 'LIVE');
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
