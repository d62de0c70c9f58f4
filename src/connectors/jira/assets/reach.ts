import type { Reach, ReachedItem } from '../../../domain/configuration-item.ts';
import type { RelationReader } from '../../../domain/ports/connection.ts';
import type { Neighbours, Step } from './items.ts';

/** Farther than dependencies of any bank go; beyond, the answer says that it is not whole. */
const mostSteps = 12;
/** Over all that are asked for in one question. */
const mostItems = 2_000;

/**
 * Everything that items reach over one relation, breadth first: one question a step for all that were newly found, whoever
 * of those asked reaches them. What a limit cut, or an item on the way that is not shown, makes the reach incomplete.
 */
export function reachOver(step: Step): RelationReader<'ci.dependencyReach'> & RelationReader<'ci.userReach'> {
  return {
    async relate(identities, ask) {
      const next = new Map<string, Neighbours>();
      let frontier = [...new Set(identities)];
      let isCut = false;
      for (let steps = 0; steps < mostSteps && frontier.length > 0 && !isCut; steps += 1) {
        for (const [id, told] of await step(frontier, ask)) next.set(id, told);
        frontier = [...new Set(frontier.flatMap((id) => next.get(id)?.items ?? []).map(({ id }) => id))].filter((id) => !next.has(id));
        isCut = next.size + frontier.length > mostItems;
      }
      return new Map(identities.filter((id) => next.has(id)).map((id) => [id, walk(id, next)]));
    },
  };
}

/** Nearest first, each once, the item itself left out. Whose neighbours nobody told may reach more. */
function walk(from: string, next: ReadonlyMap<string, Neighbours>): Reach {
  const found = new Map<string, ReachedItem>();
  let frontier: readonly string[] = [from];
  for (let distance = 1; frontier.length > 0; distance += 1) {
    const reached = frontier.flatMap((id) => next.get(id)?.items ?? []).filter(({ id }) => id !== from && !found.has(id));
    for (const item of reached) found.set(item.id, { item, distance });
    frontier = [...new Set(reached.map(({ id }) => id))];
  }
  return { items: [...found.values()], isComplete: [from, ...found.keys()].every((id) => next.get(id)?.isWhole === true) };
}
