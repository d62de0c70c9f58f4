import { IsolationLevel } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { LeadTimes } from '../domain/ports/lead-times.ts';
import { leadTimesOf, movedReleases } from './lead-times.ts';
import { retried } from './retry.ts';
import { query } from './sql.ts';

/** How many deployments are reckoned in one transaction. */
const atOnce = 1_000;

/**
 * Each step reads and writes one moment of the database: a note that it takes away was written with what the step read, and what
 * is written later has its own. Of two hubs at it one gives up and looks again.
 */
export function leadTimeStore(root: SqlEntityManager): LeadTimes {
  const step = (text: string, values: readonly unknown[] = []): Promise<number> => retried(() => root.fork().transactional(async (em) => {
    const [row] = await query(em, text, values);
    return Number(row?.['count']);
  }, { isolationLevel: IsolationLevel.REPEATABLE_READ }));
  /**
   * Of tables that were filled a moment ago, as a first sync does, the database knows nothing yet: it would go through them for
   * each deployment, minutes instead of seconds. Where they are not ours to have looked over, it says so in its log and goes on.
   */
  let lookedOverAt = Number.NEGATIVE_INFINITY;
  const lookOver = async (): Promise<void> => {
    if (performance.now() - lookedOverAt < lookOverEveryMs) return;
    const [bulk] = await query(root.fork(), 'select count(*) > $1::int as is_large from (select from muster.lead_time_note limit $1::int + 1) as note', [atOnce]);
    if (bulk?.['is_large'] !== true) return;
    await query(root.fork(), `analyze ${restsOn.map((table) => `muster.${table}`).join(', ')}`);
    lookedOverAt = performance.now();
  };
  return {
    async reckon() {
      const [any] = await query(root.fork(), 'select exists (select from muster.lead_time_note) or exists (select from muster.lead_time where turn = 0) as is_any');
      if (any?.['is_any'] !== true) return 0;
      await lookOver();
      await step(unread);
      await step(toDeployments);
      for (let reckoned = 0; ;) {
        const count = await step(reckon, [atOnce]);
        reckoned += count;
        if (count === 0) return reckoned;
      }
    },
  };
}

/** As often as PostgreSQL itself looks whether to. */
const lookOverEveryMs = 60_000;
/** What lead times are read from. */
const restsOn = ['copy', 'copy_version', 'deployment', 'lead_time', 'lead_time_note', 'link', 'sealed_package'];

/** What a hub of before wrote tells of no commits (migration 33). */
const unread = `with told as (insert into muster.lead_time_note (kind, name) select 'deployment', deployment_id from muster.lead_time where turn = 0 returning 1) select count(*) from told`;

/** What is noted of records and releases becomes notes of the deployments that rest on them. */
const toDeployments = `
  with taken as (delete from muster.lead_time_note where kind <> 'deployment' returning kind, name), ${movedReleases('taken')},
  told as (insert into muster.lead_time_note (kind, name) select 'deployment', id from muster.deployment where live_at is not null and release_key in (select release_key from moved) returning 1)
  select count(*) from told`;

const reckon = `
  with taken as (delete from muster.lead_time_note where ctid = any (array(select ctid from muster.lead_time_note where kind = 'deployment' limit $1)) returning name),
  named as (select distinct name as id from taken),
  live as (
    select d.id, lead.lead_s, lead.commit_s, lead.work_s from named join (select id, release_key, package_digest, environment, live_at as at from muster.deployment where live_at is not null and back_out_of_id is null) as d using (id)
    cross join lateral ${leadTimesOf('d')} as lead),
  gone as (delete from muster.lead_time where deployment_id in (select id from named) and deployment_id not in (select id from live)),
  kept as (
    insert into muster.lead_time as before (deployment_id, lead_s, commit_s, work_s, turn) select id, lead_s, commit_s, work_s, 1 from live
    on conflict (deployment_id) do update set lead_s = excluded.lead_s, commit_s = excluded.commit_s, work_s = excluded.work_s, turn = before.turn + 1)
  select count(*) from taken`;
