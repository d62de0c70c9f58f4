import { readByIds, readObjects, type ObjectQuestion } from './objects.ts';
import type { Instance } from './instance.ts';
import type { Thing } from './wire.ts';

export interface Listing extends Omit<ObjectQuestion, 'expects' | 'fields'> {
  /** Attributes that `fits` and `order` look at. */
  readonly keyFields: readonly string[];
  /** What the query could only say roughly. */
  readonly fits: (thing: Thing) => boolean;
  readonly order: (one: Thing, other: Thing) => number;
  readonly fields: readonly string[];
  /** null: all. */
  readonly limit: number | null;
}

export interface Listed {
  readonly things: readonly Thing[];
  readonly fetchedAt: string;
  readonly isComplete: boolean;
}

/**
 * The first `limit` objects in an order of ours, for iTop gives none: first the few attributes that decide of all that
 * match, then the objects chosen, by id. Two calls. One that is gone in between makes the list incomplete.
 */
export async function listObjects(instance: Instance, { keyFields, fits, order, fields, limit, ...question }: Listing): Promise<Listed> {
  const keys = await readObjects(instance, { ...question, fields: keyFields, expects: () => true });
  const matching = keys.things.filter(fits).toSorted(order);
  const chosen = limit === null ? matching : matching.slice(0, limit);
  const details = await readByIds(instance, { ...question, conditions: [], fields }, 'id', chosen.map(({ id }) => id));
  const byId = new Map(details.things.map((thing) => [thing.id, thing]));
  const things = chosen.flatMap(({ id }) => byId.get(id) ?? []);
  return { things, fetchedAt: details.fetchedAt, isComplete: chosen.length === matching.length && things.length === chosen.length };
}

/** Ids are given in order of creation. */
export function newestFirst(one: Thing, other: Thing): number {
  return Number(other.id) - Number(one.id);
}
