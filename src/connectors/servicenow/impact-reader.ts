import type { Service } from '../../domain/configuration-item.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { RelationReader } from '../../domain/ports/connection.ts';
import { refuse, type Instance } from './instance.ts';
import { counted, sysIdsOf, wantedIn } from './lookups.ts';
import { relationTable } from './neighbour-reader.ts';
import { readWanted } from './table.ts';
import { isServiceClass, serviceBehind, serviceFieldsBehind } from './translate/item.ts';
import { valueOf } from './wire.ts';

/** Hops upward; what lies farther is not counted as impact. */
const deepest = 6;
const mostItems = 5_000;

interface Walked {
  /** What uses an item, by the item's sys_id. */
  readonly usedBy: ReadonlyMap<string, ReadonlySet<string>>;
  readonly services: ReadonlyMap<string, Service>;
}

/**
 * Services that suffer when an item does: cmdb_rel_ci walked upward from all asked items together, a whole level per
 * call, so that the number of calls is the depth and never the number of items. Rings are walked once.
 */
export function createImpactReader(instance: Instance): RelationReader<'ci.impactedServices'> {
  return {
    async relate(identities, ask) {
      const asked = sysIdsOf(instance, ['ci', 'service'], identities);
      const map = await walk(instance, new Set(asked.keys()), ask);
      return new Map([...asked].map(([id, identity]) => [identity, reachedFrom(id, map)]));
    },
  };
}

async function walk(instance: Instance, start: ReadonlySet<string>, ask: Ask): Promise<Walked> {
  const usedBy = new Map<string, Set<string>>();
  const services = new Map<string, Service>();
  const seen = new Set(start);
  let frontier: readonly string[] = [...start];
  for (let depth = 0; depth < deepest && frontier.length > 0; depth += 1) {
    const { rows, fetchedAt } = await readWanted(instance, { table: relationTable, conditions: [], fields: ['child', ...serviceFieldsBehind(instance, 'parent')], ask, doing: `walking from ${counted(frontier.length, 'item')} to the services above` }, wantedIn('child', frontier));
    const next = new Set<string>();
    for (const row of rows) {
      const [child, parent] = [valueOf(row, 'child'), valueOf(row, 'parent')];
      if (child === null || parent === null) continue;
      usedBy.set(child, (usedBy.get(child) ?? new Set()).add(parent));
      const service = isServiceClass(valueOf(row, 'parent.sys_class_name')) ? serviceBehind(row, 'parent', { instance, fetchedAt }) : null;
      if (service !== null) services.set(parent, service);
      if (!seen.has(parent)) next.add(parent);
      seen.add(parent);
    }
    if (seen.size > mostItems) throw refuse(instance, 'UNEXPECTED_ANSWER', `relates these items to more than ${mostItems} others, too many to walk`);
    frontier = [...next];
  }
  return { usedBy, services };
}

/** Within the same number of hops whatever else was asked along, so that an answer does not depend on its company. */
function reachedFrom(id: string, { usedBy, services }: Walked): readonly Service[] {
  const reached = new Set([id]);
  let level: readonly string[] = [id];
  for (let depth = 0; depth < deepest && level.length > 0; depth += 1) {
    level = level.flatMap((item) => [...(usedBy.get(item) ?? [])]).filter((above) => !reached.has(above));
    for (const above of level) reached.add(above);
  }
  reached.delete(id);
  return [...reached].flatMap((above) => services.get(above) ?? []);
}
