import type { GateVerdict, Readiness } from '../domain/readiness.ts';
import { digestOf } from './digest.ts';
import { readFacts } from './facts-json.ts';
import type { GateSet } from './gate-set.ts';
import { judgeFacts } from './judge.ts';

/** What the same facts and policy say today. */
export interface Replay {
  readonly isSame: boolean;
  /** A sentence for each verdict that is not what it was, and for the outcome. */
  readonly differences: readonly string[];
}

/**
 * Judges the facts of a stored assessment again. The verdicts are those of then, to the byte, unless the gates themselves
 * are others by now: a newer Muster, or custom gates that were changed. Throws UserMistake when the facts cannot be read.
 */
export function replay(facts: string, then: Readiness, gates?: GateSet): Replay {
  const now = judgeFacts(readFacts(facts), then.basis, gates);
  const names = [...new Set([...then.verdicts, ...now.verdicts].map(({ gate }) => gate))];
  const differences = [
    ...(then.outcome === now.outcome ? [] : [`It was ${then.outcome} and would be ${now.outcome}.`]),
    ...names.flatMap((gate) => difference(gate, verdictOf(gate, then), verdictOf(gate, now))),
    ...(then.factsDigest === now.factsDigest ? [] : [`The facts digest was ${then.factsDigest} and would be ${now.factsDigest}.`]),
  ];
  return { isSame: differences.length === 0, differences };
}

function verdictOf(gate: string, { verdicts }: Readiness): GateVerdict | null {
  return verdicts.find((verdict) => verdict.gate === gate) ?? null;
}

function difference(gate: string, then: GateVerdict | null, now: GateVerdict | null): readonly string[] {
  if (digestOf(kept(then)) === digestOf(kept(now))) return [];
  const [was, is] = [then, now].map((verdict) => (verdict === null ? 'not judged' : `${verdict.outcome} (${verdict.because})`));
  return [`${gate} was ${was ?? ''} and would be ${is ?? ''}${was === is ? ', with other evidence' : ''}.`];
}

/** As a database keeps it, which takes no NUL and no half of a character. */
function kept(verdict: GateVerdict | null): unknown {
  return JSON.parse(JSON.stringify(verdict), (_key, value: unknown) => (typeof value === 'string' ? value.toWellFormed().replaceAll('\u0000', '\uFFFD') : value));
}
