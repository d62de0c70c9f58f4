import type { PeoplePast } from '../domain/ports/people-past.ts';
import type { Database } from './database.ts';

export function peoplePastStore(database: Database): PeoplePast {
  return {
    forget: async (before) => {
      const [row] = await database.query(forget, [before]);
      return Number(row?.['count']);
    },
  };
}

/** Of a moment at which something of what feeds said is forgotten, it is no longer known who was listed. */
const forget = `
  with people as (delete from muster.listed_person_version where valid_to < $1 returning valid_to),
  kept as (update muster.listed_people_kept set since = greatest(since, (select max(valid_to) from people)) where exists (select from people)),
  releases as (delete from muster.release_people_version where valid_to < $1 returning 1)
  select (select count(*) from people) + (select count(*) from releases) as count`;
