import fc from 'fast-check';
import type { Facts } from './facts.ts';
import { judgeFacts } from './judge.ts';
import { green, harmless, losses, wrongs, type Named } from './spoiling.fixture.ts';

export const spoiled = (turns: readonly Named[]): Facts => turns.reduce((facts, [, turn]) => turn(facts), green);
export const outcomeOf = (turns: readonly Named[]): string => judgeFacts(spoiled(turns), 'LIVE').outcome;
export const some = (of: readonly Named[], minLength: number, maxLength: number): fc.Arbitrary<Named[]> => fc.uniqueArray(fc.constantFrom(...of), { minLength, maxLength });
const named = (turns: readonly Named[]): string => turns.map(([name]) => name).join(', ');
const passes = (turns: readonly Named[]): readonly string[] => judgeFacts(spoiled(turns), 'LIVE').verdicts.filter(({ outcome }) => outcome === 'PASS').map(({ gate }) => gate);

/** A law of judgements, and a sentence for each case that breaks it. */
interface Law {
  readonly name: string;
  /** How many of a hundred cases look at it. */
  readonly share: number;
  readonly broken: fc.Arbitrary<string | null>;
}

const unless = (isRight: boolean, what: string): string | null => (isRight ? null : what);

export const laws: readonly Law[] = [
  {
    // Two losses may meet in one place: the later one then stands, and is enough.
    name: 'a right release is not READY after any losses of what is needed', share: 25,
    broken: fc.tuple(some([...losses, ...harmless], 0, 3), some(losses, 1, 3)).map(([before, after]) => unless(outcomeOf([...before, ...after]) !== 'READY', `READY after ${named([...before, ...after])}`)),
  },
  {
    name: 'a wrong release stays not READY, whatever it loses', share: 35,
    broken: fc.tuple(some(wrongs, 1, 3), some([...losses, ...harmless], 1, 4)).map(([before, after]) => unless(outcomeOf([...before, ...after]) !== 'READY', `READY after ${named([...before, ...after])}`)),
  },
  {
    name: 'no gate turns to PASS for a loss', share: 20,
    broken: fc.tuple(some(wrongs, 1, 2), some(losses, 1, 2)).map(([before, after]) => {
      const first = passes(before);
      const turned = passes([...before, ...after]).filter((gate) => !first.includes(gate));
      return unless(turned.length === 0, `${turned.join(', ')} turned to PASS after ${named([...before, ...after])}`);
    }),
  },
  {
    name: 'the order of gates and records changes nothing', share: 10,
    broken: fc.tuple(some([...wrongs, ...losses, ...harmless], 0, 3), fc.nat()).map(([turns, by]) => {
      const facts = spoiled(turns);
      const [one, other] = [judgeFacts(facts, 'LIVE'), judgeFacts(turned(facts, by), 'LIVE')];
      return unless(one.outcome === other.outcome && one.factsDigest === other.factsDigest, `${one.outcome} and, in another order, ${other.outcome} after ${named(turns)}`);
    }),
  },
  {
    name: 'a gate that passes and only tells changes nothing of the outcome', share: 10,
    broken: fc.tuple(some([...wrongs, ...losses, ...harmless], 0, 3), fc.nat()).map(([turns, nth]) => {
      const facts = spoiled(turns);
      const { gates } = facts.policy;
      const index = nth % gates.length;
      const without = { ...facts, policy: { ...facts.policy, gates: gates.filter((_, at) => at !== index) } };
      const telling = { ...facts, policy: { ...facts.policy, gates: gates.map((gate, at) => (at === index ? { ...gate, isBlocking: false } : gate)) } };
      const judged = judgeFacts(telling, 'LIVE');
      const passes = judged.verdicts[index]?.outcome === 'PASS';
      return unless(!passes || judgeFacts(without, 'LIVE').outcome === judged.outcome, `${gates[index]?.gate ?? ''} weighs though it only tells, after ${named(turns)}`);
    }),
  },
];

/** Everything that has an order, begun at another place. */
function turned(facts: Facts, by: number): Facts {
  const round = <T>(list: readonly T[]): readonly T[] => (list.length === 0 ? list : [...list.slice(by % list.length), ...list.slice(0, by % list.length)]);
  return {
    ...facts, changes: round(facts.changes), workItems: round(facts.workItems), artifacts: round(facts.artifacts), items: round(facts.items), stakeholders: round(facts.stakeholders), gaps: round(facts.gaps),
    policy: { ...facts.policy, gates: round(facts.policy.gates) },
  };
}

export interface Seeking {
  readonly cases: number;
  /** One sentence for each case that broke a law. */
  readonly wrong: readonly string[];
}

/** So many cases, dealt out to the laws; the same for the same seed. */
export function seekGreener({ cases, seed }: { readonly cases: number; readonly seed: number }): Seeking {
  const looked = laws.map(({ share, broken }, nth) => fc.sample(broken, { numRuns: Math.ceil((cases * share) / 100), seed: seed + nth }));
  return { cases: looked.reduce((sum, each) => sum + each.length, 0), wrong: looked.flat().filter((sentence) => sentence !== null) };
}
