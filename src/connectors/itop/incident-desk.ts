import type { IncidentDesk } from '../../domain/ports/desk.ts';
import type { Instance } from './instance.ts';
import { openOnce } from './opening.ts';
import type { Opening } from './options.ts';
import { incidentOf } from './translate/trouble.ts';

/** Opens an incident once per correlation. iTop has no "caused by": it stands in the description, by the change's identity. */
export function incidentDesk(instance: Instance, opening: Opening): IncidentDesk {
  return {
    async createOrFind({ causedByChange, ...wish }, ask) {
      const description = [wish.description, ...(causedByChange === null ? [] : [`Caused by ${causedByChange}`])].join('\n');
      const { thing, fetchedAt, isNew } = await openOnce(instance, 'incident', opening, { ...wish, description }, ask);
      return { incident: incidentOf(thing, { instance, fetchedAt }), isNew };
    },
  };
}
