import type { SuspectStore } from '../domain/ports/suspect-store.ts';
import type { Database } from './database.ts';
import { toDeployment } from './deployment.row.ts';

export function suspectStore(database: Database): SuspectStore {
  return {
    openedFor: async (incidentId) => (await database.gather('select * from muster.deployment where incident_id = $1 order by sequence', [incidentId])).map((row) => toDeployment(database.em(), row)),
    lastIn: async (lanes, from, to) => {
      if (lanes.length === 0) return [];
      const rows = await database.gather(lastIn, [lanes.map(({ serviceKey }) => serviceKey), lanes.map(({ environment }) => environment), from, to]);
      return rows.map((row) => toDeployment(database.em(), row));
    },
  };
}

const lastIn = `select last.* from (select distinct service_key, environment from unnest($1::text[], $2::text[]) as asked (service_key, environment)) as lane
  cross join lateral (select * from muster.deployment where service_key = lane.service_key and environment = lane.environment and triggered_at between $3 and $4 order by triggered_at desc, sequence desc limit 1) as last
  order by last.sequence`;
