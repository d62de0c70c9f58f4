/** Executes one statement. */
export type Execute = (text: string, values?: readonly unknown[]) => Promise<readonly Record<string, unknown>[]>;

export const services = 200;
export const connections = ['servicenow', 'jira', 'library'] as const;
/** The year that is measured ends here. */
export const now = '2026-11-30T00:00:00.000Z';

/**
 * A year of `deployments` over 200 services, each of a release of its own with a package of two artifacts and three work
 * items; every seventh fails, every tenth is followed by an incident on its item; and `records` copies in all, the rest
 * being work items that nobody released. Everything follows from its number: the same each time.
 */
export async function fill(execute: Execute, reckon: () => Promise<unknown>, { deployments, records }: { readonly deployments: number; readonly records: number }): Promise<void> {
  for (const statement of statements) await execute(statement, [deployments]);
  const standing = (await held(execute)).records;
  if (standing < records) await execute(`insert into muster.copy (kind, identity, connection, reference, content, fetched_at, digest, valid_from)
    select 'work-item', 'jira:work-item:x' || i, 'jira', 'jira:work-item:X-' || i, jsonb_build_object('progress', 'TO_DO', 'title', 'Nothing yet ' || i), '${now}', '', '2026-01-01' from generate_series(1, $1::int) as i`, [records - standing]);
  // As its hub does in the background.
  await reckon();
  // An instance that has stood for a year knows how its tables are made.
  for (const table of ['copy', 'copy_version', 'deployment', 'release', 'sealed_package', 'link', 'lead_time']) await execute(`analyze muster.${table}`);
}

/** What the database holds. */
export async function held(execute: Execute): Promise<{ readonly records: number; readonly deployments: number }> {
  const [count] = await execute('select (select count(*) from muster.copy) + (select count(*) from muster.copy_version) as records, (select count(*) from muster.deployment) as deployments');
  return { records: Number(count?.['records']), deployments: Number(count?.['deployments']) };
}

const iso = (moment: string): string => `to_char((${moment}) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const each = 'from generate_series(1, $1::int) as i';
/** Spread over the year, each a little aside, so that no two of a service meet. */
const liveAt = `timestamptz '${now}' - interval '364 days' + i * (interval '364 days' / ($1::int + 1))`;
const digest = `md5(i::text) || md5('b' || i)`;
const copy = (kind: string, identity: string, connection: string, reference: string, content: string, validFrom = `'2026-01-01'`): string =>
  `insert into muster.copy (kind, identity, connection, reference, content, fetched_at, digest, valid_from) select '${kind}', ${identity}, '${connection}', ${reference}, ${content}, '${now}', '', ${validFrom} ${each}`;

const statements = [
  `insert into muster.release (id, key, name, version, service_key, owner_email, depends_on, stakeholders, created_at) select 'release:' || i, 'r-' || i, 'r', '1.' || i, 's-' || i % ${services}, 'a@b.example', '[]', '[]', '2025-01-01' ${each}`,
  `insert into muster.sealed_package (release_key, revision, sealed_at, sealed_by, digest, artifacts)
    select 'r-' || i, 1, '2025-01-01', '{}', ${digest}, jsonb_build_array(jsonb_build_object('reference', 'library:artifact:a/' || i), jsonb_build_object('reference', 'library:artifact:b/' || i)) ${each}`,
  `insert into muster.deployment (id, origin, release_key, environment, service_key, sequence, package_digest, state, because, needs_attention, requested_at, start_kind, triggered_at, live_at, finished_at,
      body_digest, correlation, steps, change_ids, fence, lease_ms, next_look_at, journal_length)
    select 'deployment:' || i, 'TRIGGERED', 'r-' || i, 'production', 's-' || i % ${services}, i, ${digest}, case when i % 7 = 0 then 'FAILED' else 'SUCCEEDED' end, '', false, ${liveAt}, 'NOW', ${liveAt},
      case when i % 7 <> 0 then ${liveAt} end, ${liveAt}, '', '', '[]', jsonb_build_array('servicenow:change:' || i), 0, 0, now(), 0 ${each}`,
  ...['a', 'b'].map((file) => copy('artifact', `'library:artifact:${file}' || i`, 'library', `'library:artifact:${file}/' || i`, `jsonb_build_object('buildName', 's', 'buildNumber', i::text, 'sha256', '')`)),
  copy('build', `'library:build:s/' || i || '@x'`, 'library', `'library:build:s/' || i`, `jsonb_build_object('startedAt', ${iso(`${liveAt} - (1 + i % 50) * interval '1 hour'`)}, 'vcsRevision', md5('c' || i))`),
  // Of every fifth build nobody told of its commit.
  `${copy('build.commit', `'library:build:s/' || i || '@x'`, 'library', `'library:build:s/' || i`, `jsonb_build_object('revision', md5('c' || i), 'committedAt', ${iso(`${liveAt} - (1 + i % 50) * interval '1 hour' - interval '20 minutes'`)})`)} where i % 5 > 0`,
  copy('change', `'servicenow:change:' || i`, 'servicenow', `'servicenow:change:CHG' || i`, `jsonb_build_object('state', 'CLOSED', 'type', 'NORMAL', 'approval', 'APPROVED', 'number', 'CHG' || i, 'plannedStartAt', ${iso(`${liveAt} - interval '1 hour'`)}, 'plannedEndAt', ${iso(`${liveAt} + interval '1 hour'`)})`),
  copy('incident', `'servicenow:incident:' || i`, 'servicenow', `'servicenow:incident:INC' || i`, `jsonb_build_object('isOpen', i % 100 = 0, 'priority', 1 + i % 5, 'openedAt', ${iso(`${liveAt} + interval '10 minutes'`)}, 'resolvedAt', ${iso(`${liveAt} + interval '3 hours'`)},
    'configurationItemId', 'servicenow:ci:' || case when i % 10 = 0 then (i % ${services})::text else 'other-' || i end)`),
  `insert into muster.copy (kind, identity, connection, reference, content, fetched_at, digest, valid_from) select 'ci', 'servicenow:ci:' || i, 'servicenow', 'servicenow:ci:s-' || i, jsonb_build_object('name', 's-' || i, 'runningVersion', '1.' || i), '${now}', '', '2026-01-01' from generate_series(0, ${services - 1}) as i where $1::int > 0`,
  ...['p', 'q', 't'].flatMap((part) => [
    copy('work-item', `'jira:work-item:${part}' || i`, 'jira', `'jira:work-item:${part.toUpperCase()}-' || i`, `'{"progress":"DONE"}'::jsonb`, `${liveAt} - (1 + i % 90) * interval '1 hour'`),
    `insert into muster.copy_version (kind, identity, valid_from, valid_to, fetched_at, connection, reference, content) select 'work-item', 'jira:work-item:${part}' || i, '2025-01-01', ${liveAt} - (1 + i % 90) * interval '1 hour', '2025-01-01', 'jira', null, '{"progress":"TO_DO"}'::jsonb ${each}`,
    `insert into muster.link (id, release_key, relation, reference, identity, origin, drawn_by, linked_at) select 'link:${part}' || i, 'r-' || i, 'WORK_ITEM', 'jira:work-item:${part}' || i, 'jira:work-item:${part}' || i, 'DECLARED', 'x', '2025-01-01' ${each}`,
  ]),
];
