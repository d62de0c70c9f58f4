import { Migration } from '@mikro-orm/migrations';

/**
 * The story of each release, written by the database in the transaction that makes it: append-only, with what was so at that
 * moment. Its lines are numbered one by one under a lock that is only taken when the transaction commits: who has read up to
 * a number has missed none below it, and nobody who writes waits for longer than another's commit.
 */
export class Timeline extends Migration {
  override readonly name = '12-timeline';

  override up(): void {
    for (const statement of [...tables, happened, ...acts.flatMap(onAct), ...freezes, standingOf, ...records, backfill()]) this.addSql(statement);
  }
}

const tables = [
  `create table muster.timeline_event (
    release_key text not null, number int not null, at timestamptz(3) not null, kind text not null, told jsonb not null, primary key (release_key, number))`,
  'create table muster.timeline_length (release_key text primary key, length int not null)',
  `create trigger timeline_event_append_only before update or delete on muster.timeline_event for each row execute function muster.refuse_alteration()`,
  'create index deployment_incident on muster.deployment (incident_id) where incident_id is not null',
];

const happened = `create function muster.happened(release text, kind text, at timestamptz, told jsonb) returns void language plpgsql as $$
  declare line int;
  begin
    if release is null then return; end if;
    insert into muster.timeline_length as standing (release_key, length) values (release, 1)
      on conflict (release_key) do update set length = standing.length + 1 returning length into line;
    insert into muster.timeline_event (release_key, number, at, kind, told) values (release, line, at, kind, told);
  end $$`;

/** One thing that happens to a release: a row that is added or, with `has`, one of which something becomes true. `r` is the row. */
interface Act {
  readonly table: string;
  readonly kind: string;
  readonly at: (r: string) => string;
  readonly told: (r: string) => string;
  readonly has?: (r: string) => string;
  /** Left out: the row says it. */
  readonly release?: (r: string) => string;
}

/** A jsonb column that holds something. */
const isSet = (column: string) => (r: string): string => `coalesce(jsonb_typeof(${r}.${column}) = 'object', false)`;
const atOf = (column: string) => (r: string): string => `(${r}.${column} ->> 'at')::timestamptz`;
const outcomes = (readiness: string): string => `(select jsonb_object_agg(verdict ->> 'gate', verdict ->> 'outcome') from jsonb_array_elements(${readiness} -> 'verdicts') as verdict)`;
const judged = (r: string): string => `'outcome', ${r}.readiness -> 'outcome', 'verdicts', ${outcomes(`${r}.readiness`)}`;
const toldOfLink = (r: string): string => `jsonb_build_object('relation', ${r}.relation, 'reference', ${r}.reference, 'identity', ${r}.identity, 'environment', ${r}.environment, 'origin', ${r}.origin, 'by', ${r}.drawn_by, 'excluded', ${r}.excluded)`;
const toldOfWaiver = (r: string): string => `jsonb_build_object('gate', ${r}.gate, 'environment', ${r}.environment, 'reason', ${r}.reason, 'requestedBy', ${r}.requested_by, 'isBreakGlass', ${isSet('break_glass')(r)}, 'decision', ${r}.decision, 'revoked', ${r}.revoked)`;

const acts: readonly Act[] = [
  { table: 'release', kind: 'RELEASE_CREATED', release: (r) => `${r}.key`, at: (r) => `${r}.created_at`, told: (r) => `jsonb_build_object('name', ${r}.name, 'version', ${r}.version)` },
  { table: 'release', kind: 'RELEASE_CANCELED', release: (r) => `${r}.key`, has: (r) => `${r}.canceled_at is not null`, at: (r) => `${r}.canceled_at`, told: () => `'{}'::jsonb` },
  { table: 'release', kind: 'RELEASE_CLOSED', release: (r) => `${r}.key`, has: (r) => `${r}.closed_at is not null`, at: (r) => `${r}.closed_at`, told: () => `'{}'::jsonb` },
  { table: 'sealed_package', kind: 'PACKAGE_SEALED', at: (r) => `${r}.sealed_at`, told: (r) => `jsonb_build_object('revision', ${r}.revision, 'digest', ${r}.digest, 'by', ${r}.sealed_by, 'artifacts', jsonb_array_length(${r}.artifacts))` },
  { table: 'link', kind: 'RECORD_LINKED', at: (r) => `${r}.linked_at`, told: toldOfLink },
  { table: 'link', kind: 'RECORD_EXCLUDED', has: isSet('excluded'), at: atOf('excluded'), told: toldOfLink },
  { table: 'plan', kind: 'PLAN_PROPOSED', at: (r) => `${r}.proposed_at`, told: (r) => `jsonb_build_object('environment', ${r}.environment, 'version', ${r}.version, 'deployer', ${r}.deployer, 'by', ${r}.proposed_by)` },
  { table: 'agreement', kind: 'PLAN_AGREED', release: (r) => `(select release_key from muster.plan where id = ${r}.plan_id)`, at: (r) => `${r}.agreed_at`, told: (r) => `jsonb_build_object('environment', (select environment from muster.plan where id = ${r}.plan_id), 'version', ${r}.plan_version, 'email', ${r}.email, 'role', ${r}.role)` },
  { table: 'assessment', kind: 'JUDGED', at: (r) => `(${r}.readiness ->> 'judgedAt')::timestamptz`, told: (r) => `jsonb_build_object('environment', ${r}.environment, 'by', ${r}.assessed_by, ${judged(r)},
    'before', (select jsonb_build_object(${judged('before')}) from muster.assessment as before where before.release_key = ${r}.release_key and before.environment = ${r}.environment and before.number < ${r}.number order by before.number desc limit 1))` },
  { table: 'waiver', kind: 'WAIVER_REQUESTED', at: (r) => `${r}.requested_at`, told: toldOfWaiver },
  { table: 'waiver', kind: 'WAIVER_DECIDED', has: isSet('decision'), at: atOf('decision'), told: toldOfWaiver },
  { table: 'waiver', kind: 'WAIVER_REVOKED', has: isSet('revoked'), at: atOf('revoked'), told: toldOfWaiver },
  { table: 'journal_entry', kind: 'DEPLOYMENT', release: (r) => `(select release_key from muster.deployment where id = ${r}.deployment_id)`, at: (r) => `${r}.at`, told: (r) => `(select jsonb_build_object('deploymentId', id, 'environment', environment, 'by', requested_by, 'entry', ${r}.kind, 'step', ${r}.step, 'summary', ${r}.summary) from muster.deployment where id = ${r}.deployment_id)` },
];

function onAct({ table, kind, at, told, has, release = releaseOf }: Act): readonly string[] {
  const call = `muster.${kind.toLowerCase()}_happened()`;
  return [
    `create function ${call} returns trigger language plpgsql as $$ begin perform muster.happened(${release('new')}, '${kind}', ${at('new')}, ${told('new')}); return null; end $$`,
    onCommit(`${kind.toLowerCase()}_new`, `insert on muster.${table}`, has?.('new') ?? 'true', call),
    ...(has === undefined ? [] : [onCommit(`${kind.toLowerCase()}_since`, `update on muster.${table}`, `${has('new')} and not ${has('old')}`, call)]),
  ];
}

function releaseOf(r: string): string {
  return `${r}.release_key`;
}

function onCommit(name: string, what: string, when: string, call: string): string {
  return `create constraint trigger timeline_${name} after ${what} deferrable initially deferred for each row when (${when}) execute function ${call}`;
}

/** A freeze is part of the story of each release that it may stop: those of its services that are neither canceled nor closed. */
const freezes = [
  `create function muster.freeze_happened() returns trigger language plpgsql as $$
    begin
      perform muster.happened(key, tg_argv[0], case tg_argv[0] when 'FREEZE_LIFTED' then ${atOf('lifted')('new')} else new.declared_at end,
        jsonb_build_object('name', new.name, 'reason', new.reason, 'environments', new.scope -> 'environments', 'by', new.declared_by, 'lifted', new.lifted))
      from (select key from muster.release where canceled_at is null and closed_at is null
        and (coalesce(jsonb_typeof(new.scope -> 'services') <> 'array', true) or jsonb_exists(new.scope -> 'services', service_key)) order by key) as touched;
      return null;
    end $$`,
  onCommit('freeze_declared', 'insert on muster.freeze', 'true', `muster.freeze_happened('FREEZE_DECLARED')`),
  onCommit('freeze_lifted', 'update on muster.freeze', `${isSet('lifted')('new')} and not ${isSet('lifted')('old')}`, `muster.freeze_happened('FREEZE_LIFTED')`),
];

/** What the story tells of a record of a tool; other fields may change without a word. */
const standingOf = `create function muster.standing_of(kind text, content jsonb) returns jsonb language sql immutable as $$ select case
  when kind = 'change' then jsonb_build_object('state', content -> 'state', 'approval', content -> 'approval', 'isOnHold', content -> 'isOnHold', 'plannedStartAt', content -> 'plannedStartAt', 'plannedEndAt', content -> 'plannedEndAt')
  when kind = 'incident' then jsonb_build_object('title', content -> 'title', 'isOpen', content -> 'isOpen', 'isMajor', content -> 'isMajor', 'priority', content -> 'priority', 'openedAt', content -> 'openedAt', 'resolvedAt', content -> 'resolvedAt')
  when jsonb_typeof(content) = 'array' then (select coalesce(jsonb_agg(jsonb_build_object('approver', approval #> '{approver,name}', 'group', approval -> 'group', 'phase', approval -> 'phase', 'state', approval -> 'state', 'decidedAt', approval -> 'decidedAt') order by place), '[]')
    from jsonb_array_elements(content) with ordinality as listed (approval, place))
  end $$`;

const isTold = `new.kind in ('change', 'change.approvals', 'incident')`;
const isOther = `${isTold} and (old.valid_from is distinct from new.valid_from or old.gone_because is distinct from new.gone_because)`;

const records = [
  `create function muster.record_happened() returns trigger language plpgsql as $$
    declare standing jsonb; before jsonb;
    begin
      standing := muster.standing_of(new.kind, new.content);
      if tg_op = 'UPDATE' then
        before := muster.standing_of(old.kind, old.content);
        if before is not distinct from standing and old.gone_because is not distinct from new.gone_because then return null; end if;
      end if;
      perform muster.happened(release_key, 'RECORD_MOVED', new.valid_from, muster.told_of_record(new, before))
      from (select release_key from muster.link where identity = new.identity union select release_key from muster.deployment where incident_id = new.identity order by release_key) as touched;
      return null;
    end $$`,
  // The label is the record's own, also where what moved is a relation of it.
  `create function muster.told_of_record(copy muster.copy, before jsonb) returns jsonb language sql as $$
    select jsonb_build_object('record', copy.kind, 'identity', copy.identity, 'now', muster.standing_of(copy.kind, copy.content), 'before', before, 'goneBecause', copy.gone_because,
      'key', (select itself.content #>> '{source,key}' from muster.copy as itself where itself.identity = copy.identity and itself.kind in ('change', 'incident') limit 1)) $$`,
  onCommit('record_new', 'insert on muster.copy', isTold, 'muster.record_happened()'),
  onCommit('record_since', 'update on muster.copy', isOther, 'muster.record_happened()'),
  // What was read before it was linked is told when it is linked, as it stands: after the link, since triggers run in order of their names.
  `create function muster.record_joined() returns trigger language plpgsql as $$
    begin
      perform muster.happened(new.release_key, 'RECORD_MOVED', greatest(new.linked_at, copy.fetched_at), muster.told_of_record(copy, null))
      from muster.copy where identity = new.identity and kind in ('change', 'change.approvals', 'incident') and gone_because is null;
      return null;
    end $$`,
  onCommit('then_record_joined', 'insert on muster.link', 'new.identity is not null', 'muster.record_joined()'),
  onCommit('then_record_known', 'update on muster.link', 'old.identity is null and new.identity is not null', 'muster.record_joined()'),
];

/** What happened before there was a timeline, as far as it is still known. */
function backfill(): string {
  const known = acts.map(({ table, kind, at, told, has, release = releaseOf }) => `select ${release('r')} as release_key, '${kind}'::text as kind, ${at('r')} as at, ${told('r')} as told from muster.${table} as r${has === undefined ? '' : ` where ${has('r')}`}`);
  return `select muster.happened(release_key, kind, at, told) from (select * from (${known.join(' union all ')}) as known order by at) as in_order`;
}
