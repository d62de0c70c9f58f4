import { SourceError } from '../../domain/error.ts';
import type { Incident } from '../../domain/incident.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { IncidentDesk, NewIncident } from '../../domain/ports/desk.ts';
import { createCorrelatedIncidentFinder } from './correlated-finders.ts';
import { refuse, type Instance } from './instance.ts';
import { createItemReader } from './item-reader.ts';
import { sysIdsOf } from './lookups.ts';
import { literal } from './query.ts';
import { incidentFields, incidentOf, incidentTable } from './translate/trouble.ts';
import { tableRecord, valueOf } from './wire.ts';

/**
 * Opens an incident once per correlation: looked up first, and again when the answer to its creation was lost. An
 * incident that is hidden from us might be the one, so then none is opened.
 */
export function createIncidentDesk(instance: Instance): IncidentDesk {
  const find = async (correlation: string, ask: Ask): Promise<Incident | null> => {
    const { records, isComplete } = await createCorrelatedIncidentFinder(instance).find({ correlationId: literal(correlation) }, ask);
    const [oldest] = [...records].sort((a, b) => (a.openedAt ?? '').localeCompare(b.openedAt ?? ''));
    if (oldest === undefined && !isComplete) throw refuse(instance, 'FORBIDDEN', 'hides an incident of this correlation from our account; grant it the right to read incidents');
    return oldest ?? null;
  };
  return {
    async createOrFind(wish, ask) {
      const known = await find(wish.correlation, ask);
      if (known !== null) return { incident: known, isNew: false };
      try {
        return { incident: await create(instance, wish, ask), isNew: true };
      } catch (error) {
        const made = error instanceof SourceError ? await find(wish.correlation, ask).catch(() => null) : null;
        if (made === null) throw error;
        return { incident: made, isNew: true };
      }
    },
  };
}

async function create(instance: Instance, wish: NewIncident, ask: Ask): Promise<Incident> {
  const item = await itemNamed(instance, wish.configurationItem, ask);
  const [change] = wish.causedByChange === null ? [] : sysIdsOf(instance, ['change'], [wish.causedByChange]).keys();
  const fetchedAt = instance.clock.now().toISOString();
  const { body } = await instance.http.send({
    method: 'POST',
    path: `/api/now/table/${incidentTable}`,
    query: { sysparm_fields: ['sys_id', ...incidentFields].join(','), sysparm_display_value: 'all', sysparm_exclude_reference_link: true },
    json: {
      short_description: wish.title, description: wish.description, correlation_id: wish.correlation, correlation_display: 'Muster',
      impact: '2', urgency: '2', ...(item === null ? {} : { cmdb_ci: item }), ...(change === undefined ? {} : { caused_by: change }),
    },
    schema: tableRecord, ask, doing: 'opening an incident',
  });
  if (valueOf(body.result, 'correlation_id') !== wish.correlation) throw refuse(instance, 'UNEXPECTED_ANSWER', 'opened an incident without its correlation id, by which it would be found again; grant our account the right to write correlation_id');
  return incidentOf(body.result, { instance, fetchedAt });
}

/** Sys_id of the one item of that name; an incident or problem without its item is better than none, so anything else is null. */
export async function itemNamed(instance: Instance, name: string | null, ask: Ask): Promise<string | null> {
  if (name === null) return null;
  const items = await createItemReader(instance).read([{ key: name }], ask);
  const [only] = items.length === 1 ? sysIdsOf(instance, ['ci'], items.map(({ id }) => id)).keys() : [];
  return only ?? null;
}
