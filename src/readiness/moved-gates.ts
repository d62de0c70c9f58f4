import type { Readiness, VerdictOutcome } from '../domain/readiness.ts';

/** Of a verdict, what its digest covers. */
export interface Resting {
  readonly gate: string;
  readonly outcome: VerdictOutcome;
  readonly restsOn: string[];
}

/** Of the blocking gates, what the facts digest covers. */
export function resting({ verdicts }: Pick<Readiness, 'verdicts'>): readonly Resting[] {
  return verdicts.filter(({ isBlocking }) => isBlocking).map(({ gate, outcome, restsOn }) => ({ gate, outcome, restsOn: [...restsOn] }));
}

/** A gate whose outcome, or what it rests on, is not the same in two judgements. */
export interface MovedGate {
  readonly gate: string;
  /** Null where that judgement did not have the gate. */
  readonly before: VerdictOutcome | null;
  readonly after: VerdictOutcome | null;
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** The gates that differ, in the order of the later judgement, then those it no longer has. */
export function movedGates(before: readonly Resting[], after: readonly Resting[]): readonly MovedGate[] {
  const names = [...new Set([...after, ...before].map(({ gate }) => gate))];
  return names.flatMap((gate) => {
    const [then, now] = [before, after].map((all) => all.find((one) => one.gate === gate));
    const added = (now?.restsOn ?? []).filter((one) => then?.restsOn.includes(one) !== true);
    const removed = (then?.restsOn ?? []).filter((one) => now?.restsOn.includes(one) !== true);
    const isSame = then?.outcome === now?.outcome && added.length === 0 && removed.length === 0;
    return isSame ? [] : [{ gate, before: then?.outcome ?? null, after: now?.outcome ?? null, added, removed }];
  });
}

/** How many gates, and how many things of each, a sentence names at most. */
const told = 3;

/** "work-items-are-done now also rests on …, no longer on …"; empty when nothing moved. */
export function sayMoved(moved: readonly MovedGate[]): string {
  return several(moved.map(({ gate, before, after, added, removed }) => {
    const outcome = before === after ? [] : [`was ${before ?? 'not judged'} and is ${after ?? 'not judged'}`];
    const more = added.length === 0 ? [] : [`now rests on ${several(added, ', ')}`];
    const less = removed.length === 0 ? [] : [`no longer rests on ${several(removed, ', ')}`];
    return `${gate} ${[...outcome, ...more, ...less].join(' and ')}`;
  }), '; ');
}

function several(texts: readonly string[], separator: string): string {
  return [...texts.slice(0, told), ...(texts.length > told ? [`${texts.length - told} more`] : [])].join(separator);
}
