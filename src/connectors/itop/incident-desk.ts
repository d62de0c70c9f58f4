import { SourceError } from '../../domain/error.ts';
import type { Incident } from '../../domain/incident.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { IncidentDesk, NewIncident } from '../../domain/ports/desk.ts';
import { carries, correlated, incidentsCorrelated } from './correlation.ts';
import { refuse, type Instance } from './instance.ts';
import { itemReader } from './item.reader.ts';
import { idsOf } from './lookups.ts';
import { literal } from './oql.ts';
import type { ITopOptions } from './options.ts';
import { incidentClass, incidentFields, incidentOf } from './translate/trouble.ts';
import { writeAnswer } from './wire.ts';

type Opening = NonNullable<ITopOptions['incidents']>;

/** Opens an incident once per correlation: looked up first, and again when the answer to its creation was lost. */
export function incidentDesk(instance: Instance, opening: Opening): IncidentDesk {
  const find = async (correlation: string, ask: Ask): Promise<Incident | null> => {
    const { records } = await incidentsCorrelated(instance, literal(correlation), ask);
    const [oldest] = [...records].sort((a, b) => a.label.localeCompare(b.label));
    return oldest ?? null;
  };
  return {
    async createOrFind(wish, ask) {
      const known = await find(wish.correlation, ask);
      if (known !== null) return { incident: known, isNew: false };
      try {
        return { incident: await create(instance, opening, wish, ask), isNew: true };
      } catch (error) {
        const made = error instanceof SourceError ? await find(wish.correlation, ask).catch(() => null) : null;
        if (made === null) throw error;
        return { incident: made, isNew: true };
      }
    },
  };
}

async function create(instance: Instance, { organization, caller }: Opening, wish: NewIncident, ask: Ask): Promise<Incident> {
  const item = await itemNamed(instance, wish.configurationItem, ask);
  const fetchedAt = instance.clock.now().toISOString();
  const incident = await instance.rest({
    params: {
      operation: 'core/create', comment: 'Muster', class: incidentClass, output_fields: ['id', ...incidentFields({ instance })].join(','),
      fields: {
        // iTop has no "caused by": it stands in the description, by the change's identity.
        description: [wish.description, ...(wish.causedByChange === null ? [] : [`Caused by ${wish.causedByChange}`])].join('\n'),
        org_id: { name: organization }, ...(caller === undefined ? {} : { caller_id: { email: caller } }), impact: '2', urgency: '2',
        ...correlated(instance, wish.title, wish.correlation),
        ...(item === null ? {} : { functionalcis_list: [{ functionalci_id: item, impact_code: 'manual' }] }),
      },
    },
    schema: writeAnswer, ask, doing: 'opening an incident',
  });
  if (!carries(instance, incident, wish.correlation)) throw refuse(instance, 'UNEXPECTED_ANSWER', 'opened an incident without its correlation id, by which it would be found again; check correlation.incident in the connection\'s options');
  return incidentOf(incident, { instance, fetchedAt });
}

/** Id of the one item of that name; an incident without its item is better than none, so anything else is null. */
async function itemNamed(instance: Instance, name: string | null, ask: Ask): Promise<string | null> {
  if (name === null) return null;
  const items = await itemReader(instance).read([{ key: name }], ask);
  const [only] = items.length === 1 ? idsOf(instance, 'ci', items.map(({ id }) => id)).keys() : [];
  return only ?? null;
}
