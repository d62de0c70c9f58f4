import { compareFeeds, type ListedPerson } from '../domain/listed-person.ts';
import type { PeopleFeedStore } from '../domain/ports/people-feed.ts';
import type { Database } from './database.ts';
import { query, type Row } from './sql.ts';

export function peopleFeedStore(database: Database): PeopleFeedStore {
  return {
    take: (feed, at) => database.transaction(async (em) => {
      await query(em, 'lock table muster.listed_person in exclusive mode');
      const known = await query(em, `select email, name, employment, unit, starts_on::text, ends_on::text, moved_on::text from muster.listed_person where is_listed`);
      const { people, ...difference } = compareFeeds(new Map(known.map(personOf).map((person) => [person.email, person])), feed, at.toISOString().slice(0, 10));
      await query(em, 'update muster.listed_person set is_listed = false, said_since = $2 where is_listed and email <> all($1)', [people.map(({ email }) => email), at.toISOString()]);
      await query(em, write, [JSON.stringify(people), at.toISOString()]);
      return difference;
    }),
  };
}

const columns = '"name", "employment", "unit", "startsOn", "endsOn", "movedOn"';
const write = `
  insert into muster.listed_person (email, name, employment, unit, starts_on, ends_on, moved_on, is_listed, listed_at)
  select email, ${columns}, true, $2 from jsonb_to_recordset($1::jsonb) as p(email text, "name" text, "employment" text, "unit" text, "startsOn" date, "endsOn" date, "movedOn" date)
  on conflict (email) do update set name = excluded.name, employment = excluded.employment, unit = excluded.unit, starts_on = excluded.starts_on, ends_on = excluded.ends_on, moved_on = excluded.moved_on, is_listed = true, listed_at = excluded.listed_at`;

function personOf({ email, name, employment, unit, starts_on: startsOn, ends_on: endsOn, moved_on: movedOn }: Row): ListedPerson {
  return { email, name, employment, unit, startsOn, endsOn, movedOn } as ListedPerson;
}
