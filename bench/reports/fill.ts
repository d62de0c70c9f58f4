/** Executes one statement. */
export type Execute = (text: string, values?: readonly unknown[]) => Promise<readonly Record<string, unknown>[]>;

export const services = 200;
export const connections = ['servicenow', 'jira', 'library'] as const;
/** The year that is measured ends here. */
export const now = '2026-11-30T00:00:00.000Z';

/**
 * A year of `deployments` over 200 services, each of a release of its own with a package of two artifacts and three work
 * items; every seventh fails, every tenth is followed by an incident on its item. Each release was judged three times by twelve gates, which let it
 * go the third time; its change has two approvals, of which three readings are kept; every twentieth has a waiver. And `records` copies in all, the rest
 * being work items that nobody released. Everything follows from its number: the same each time.
 */
export async function fill(execute: Execute, reckon: () => Promise<unknown>, { deployments, records }: { readonly deployments: number; readonly records: number }): Promise<void> {
  // What is told of each judgement that is stored, so that subscriptions hear of it, would take longest here; what is kept of all of them is reckoned at once.
  await execute('alter table muster.assessment disable trigger user');
  for (const statement of statements) await execute(statement, [deployments]);
  await execute('alter table muster.assessment enable trigger user');
  await execute('insert into muster.deviation select * from muster.deviation_reckoned');
  const standing = (await held(execute)).records;
  if (standing < records) await execute(`insert into muster.copy (kind, identity, connection, reference, content, fetched_at, digest, valid_from)
    select 'work-item', 'jira:work-item:x' || i, 'jira', 'jira:work-item:X-' || i, jsonb_build_object('progress', 'TO_DO', 'title', 'Nothing yet ' || i), '${now}', '', '2026-01-01' from generate_series(1, $1::int) as i`, [records - standing]);
  // As its hub does in the background.
  await reckon();
  // An instance that has stood for a year knows how its tables are made and which of their pages all may see: autovacuum, which is on where nobody turned it off, does this by itself once a fifth of a table is new.
  for (const table of ['copy', 'copy_version', 'deployment', 'release', 'sealed_package', 'link', 'lead_time', 'approval_wait', 'assessment', 'deviation', 'waiver', 'sync', 'observation']) await execute(`vacuum (analyze) muster.${table}`);
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

/** Gates, each with the connection, the kind and the field that its verdicts rest on. */
const gates = [
  ['change-is-approved', 'servicenow', 'change', 'approval'], ['change-matches-release', 'servicenow', 'change', 'title'], ['change-window-is-open', 'servicenow', 'change', 'plannedStartAt'], ['configuration-items-are-known', 'servicenow', 'change', 'configurationItems'],
  ['no-conflicting-change', 'servicenow', 'change', 'conflictsCheckedAt'], ['no-freeze', 'muster', 'window', 'name'], ['package-is-in-the-dml', 'library', 'artifact', 'sha256'], ['package-is-tested', 'library', 'build', 'testsPassed'],
  ['package-matches-its-seal', 'library', 'artifact', 'sha256'], ['plan-is-agreed', 'muster', 'version', 'agreements'], ['risk-is-accepted', 'servicenow', 'change', 'risk'], ['work-items-are-done', 'jira', 'work-item', 'progress'],
];
const record = `connection || ':' || kind || ':' || i`;
/** The first judgement is red by the approval and by the work items, the second by the approval, whose tool was not to be reached for every ninth. */
const verdictOf = `case when phase < 3 and gate = 'change-is-approved' then case when phase = 2 and i % 9 = 0 then 'UNKNOWN' else 'FAIL' end when phase = 1 and gate = 'work-items-are-done' then 'FAIL' else 'PASS' end`;
const verdict = `jsonb_build_object('gate', gate, 'outcome', ${verdictOf}, 'isBlocking', true, 'because', concat('What ', ${record}, ' says of its ', field, ' was looked at for r-', i, '.'), 'expected', concat(field, ' as the policy asks'), 'actual', concat(field, ' as it is'),
    'remedy', null, 'remedyUrl', null, 'passesFromAt', null, 'waiver', null, 'restsOn', jsonb_build_array(${record} || ' ' || field), 'responsible', jsonb_build_array(jsonb_build_object('kind', 'person', 'id', 'person:' || i % 300, 'name', 'Person ' || i % 300, 'email', 'p' || i % 300 || '@bank.example')),
    'evidence', jsonb_build_array(jsonb_build_object('recordId', ${record}, 'field', field, 'label', field, 'value', i, 'url', 'https://tool.example/' || i,
      'source', jsonb_build_object('connection', connection, 'reference', ${record}, 'key', i::text, 'system', upper(connection), 'url', 'https://tool.example/' || i, 'fetchedAt', '${now}', 'isStale', false, 'problem', null))))`;
const approval = (who: string, state: string, decidedAt: string): string => `jsonb_build_object('approver', jsonb_build_object('connection', 'servicenow', 'userName', ${who}, 'name', ${who}, 'email', ${who} || '@bank.example', 'isActive', true), 'group', 'CAB', 'phase', 'RELEASE', 'state', '${state}', 'decidedAt', ${decidedAt}, 'comment', null)`;
const approvals = (state: string, decidedAt: readonly [string, string] = ['null', 'null']): string => `jsonb_build_array(${approval(`'p' || i % 300`, state, decidedAt[0])}, ${approval(`'p' || (i + 7) % 300`, state, decidedAt[1])})`;
const [unasked, asked, decided] = [`${liveAt} - interval '90 hours'`, `${liveAt} - (10 + i % 70) * interval '1 hour'`, `${liveAt} - interval '30 minutes'`];
const earlier = (from: string, to: string, content: string): string =>
  `insert into muster.copy_version (kind, identity, valid_from, valid_to, fetched_at, connection, content) select 'change.approvals', 'servicenow:change:' || i, ${from}, ${to}, ${from}, 'servicenow', ${content} ${each}`;

const statements = [
  `insert into muster.release (id, key, name, version, service_key, owner_email, depends_on, stakeholders, created_at) select 'release:' || i, 'r-' || i, 'r', '1.' || i, 's-' || i % ${services}, 'a@b.example', '[]', '[]', '2025-01-01' ${each}`,
  `insert into muster.sealed_package (release_key, revision, sealed_at, sealed_by, digest, artifacts)
    select 'r-' || i, 1, '2025-01-01', '{}', ${digest}, jsonb_build_array(jsonb_build_object('reference', 'library:artifact:a/' || i), jsonb_build_object('reference', 'library:artifact:b/' || i)) ${each}`,
  `insert into muster.deployment (id, origin, release_key, environment, service_key, sequence, package_digest, state, because, needs_attention, requested_by, requested_at, start_kind, triggered_at, live_at, finished_at,
      body_digest, correlation, steps, change_ids, fence, lease_ms, next_look_at, journal_length)
    select 'deployment:' || i, 'TRIGGERED', 'r-' || i, 'production', 's-' || i % ${services}, i, ${digest}, case when i % 7 = 0 then 'FAILED' else 'SUCCEEDED' end, '', false, jsonb_build_object('name', 'r' || i % 50, 'email', 'r' || i % 50 || '@bank.example'), ${liveAt}, 'NOW', ${liveAt},
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
  copy('change.approvals', `'servicenow:change:' || i`, 'servicenow', 'null', approvals('APPROVED', [iso(`${asked} + (1 + i % 8) * interval '1 hour'`), iso(`${asked} + (2 + i % 5) * interval '1 hour'`)]), decided),
  earlier(unasked, asked, `'[]'::jsonb`), earlier(asked, decided, approvals('REQUESTED')),
  `insert into muster.link (id, release_key, relation, reference, identity, origin, drawn_by, linked_at) select 'link:c' || i, 'r-' || i, 'CHANGE', 'servicenow:change:' || i, 'servicenow:change:' || i, 'DECLARED', 'x', '2025-01-01' ${each}`,
  `insert into muster.assessment (id, release_key, environment, readiness, assessed_by)
    select 'assessment:' || i || '-' || phase, 'r-' || i, 'production', jsonb_build_object('releaseKey', 'r-' || i, 'environment', 'production', 'outcome', case phase when 3 then 'READY' else 'NOT_READY' end, 'basis', 'LIVE', 'policy', '{"name": "p", "version": "1"}'::jsonb,
      'judgedAt', ${iso(`${liveAt} - (9 - 3 * phase) * interval '1 hour' - interval '10 minutes'`)}, 'verdicts', verdicts), '{"kind": "person", "name": "Ines"}'
    from generate_series(1, $1::int) as i cross join generate_series(1, 3) as phase cross join lateral (select jsonb_agg(${verdict}) as verdicts from (values ${gates.map((gate) => `(${gate.map((word) => `'${word}'`).join(', ')})`).join(', ')}) as gate(gate, connection, kind, field)) as judged
    order by i, phase`,
  `insert into muster.waiver (id, release_key, environment, gate, package_digest, package_revision, reason, requested_by, requested_at, expires_at, break_glass, decision, revoked)
    select 'waiver:' || i, 'r-' || i, 'production', 'work-items-are-done', ${digest}, 1, 'text only', '{"name": "Ines"}', ${liveAt} - interval '5 hours', ${liveAt} + case when i % 40 = 0 then interval '400 days' else interval '2 days' end,
      case when i % 60 = 0 then jsonb_build_object('secondPersonEmail', 'o@bank.example', 'followUp', jsonb_build_object('ownerEmail', 't@bank.example', 'dueAt', ${iso(`${liveAt} + interval '7 days'`)}, 'settled', case when i % 120 = 0 then jsonb_build_object('at', ${iso(`${liveAt} + interval '5 days'`)}) end)) end,
      jsonb_build_object('isApproved', i % 100 <> 0, 'at', ${iso(`${liveAt} - interval '4 hours'`)}, 'by', '{"name": "Omar"}'::jsonb), null
    ${each} where i % 20 = 0`,
  `insert into muster.sync (connection, kind, finished_at, done, total, hidden, failures, next_at) select connection, kind, timestamptz '${now}' - interval '5 minutes', 1000, 1000, 0, case when kind = 'ci' then 3 else 0 end, '${now}'
    from (values ('servicenow'), ('jira'), ('library')) as c(connection) cross join (values ('change'), ('incident'), ('ci'), ('problem'), ('work-item'), ('artifact'), ('build'), ('account'), ('licence'), ('entitlement')) as k(kind) where $1::int > 0`,
  `insert into muster.observation (connection, service_key, environment, looked_at, next_at) select connection, 's-' || i, 'production', timestamptz '${now}' - interval '2 minutes', '${now}' from (values ('jira'), ('library')) as c(connection) cross join generate_series(0, ${services - 1}) as i where $1::int > 0`,
];
