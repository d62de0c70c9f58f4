import type { SuspectStore } from '../domain/ports/suspect-store.ts';
import type { Database } from './database.ts';
import { toDeployment } from './deployment.row.ts';

export function suspectStore(database: Database): SuspectStore {
  return {
    openedFor: async (incidentId) => (await database.gather('select * from muster.deployment where incident_id = $1 order by sequence', [incidentId])).map((row) => toDeployment(database.em(), row)),
    underChange: async (changeId) => (await database.gather(underChange, [changeId])).map((row) => toDeployment(database.em(), row)),
    lastIn: async (lanes, from, to) => {
      if (lanes.length === 0) return [];
      const rows = await database.gather(lastIn, [lanes.map(({ serviceKey }) => serviceKey), lanes.map(({ environment }) => environment), from, to]);
      return rows.map((row) => toDeployment(database.em(), row));
    },
  };
}

const underChange = `select * from muster.deployment where triggered_at is not null and id in (
    select id from muster.deployment where change_ids @> to_jsonb($1::text)
    union select d.id from muster.link as l join muster.deployment as d on d.release_key = l.release_key and d.environment = coalesce(l.environment, d.environment)
    where l.relation = 'CHANGE' and l.identity = $1 and l.excluded is null and l.origin <> 'DISCOVERED')
  order by sequence desc`;

const lastIn = `select last.* from (select distinct service_key, environment from unnest($1::text[], $2::text[]) as asked (service_key, environment)) as lane
  cross join lateral (select * from muster.deployment where service_key = lane.service_key and environment = lane.environment and triggered_at between $3 and $4 order by triggered_at desc, sequence desc limit 1) as last
  order by last.sequence desc`;
