import { waiverStates } from '../../domain/waiver.ts';
import { brief, count, measure, moment, record, rowId, text, truth } from '../columns.ts';
import { placesAsked, sortable, teamsCte } from '../lanes.ts';
import { asOf, parameter, production, service, team, timeZone } from '../parameters.ts';
import { define, type Report } from '../report.ts';
import { Values } from '../values.ts';

/** What is let go, and what emergencies have left behind. */
export const waiverDebt: Report = {
  definition: define({
    name: 'waiver-debt',
    title: 'Waiver debt',
    says: 'Which gates are let go at present, since when, until when, and which emergencies has nobody looked into yet?',
    rules: [
      'A waiver is VOID when its release’s newest sealed package is another one than it was asked for, ACTIVE from its approval until it expires or is revoked.',
      'An emergency (broken glass) whose follow-up is not settled is shown whatever the state of its waiver.',
    ],
    parameters: [timeZone, service, team, production, parameter({ name: 'state', kind: 'WORDS', words: waiverStates, usual: 'REQUESTED,ACTIVE', says: 'Waivers in these states.' }), parameter({ name: 'gate', kind: 'TEXTS', says: 'Only waivers of these gates. Left out: all.' }), asOf],
    behind: ['waiver_id'],
    columns: [
      rowId,
      text('gate', 'Name of the gate.', brief),
      text('release', 'Key of the release.', brief),
      text('environment', 'Name of the environment.', brief),
      text('service', 'Key of the service.', { isNullable: true }),
      text('team', 'Who looks after the service; null when nobody said.', { isNullable: true }),
      text('state', `One of ${waiverStates.join(', ')}.`, brief),
      text('reason', 'Why it was asked for.', brief),
      text('requested_by', 'Who asked for it.', { isNullable: true }),
      moment('requested_at', 'When it was asked for.'),
      text('decided_by', 'Who decided.', { isNullable: true, ...brief }),
      moment('decided_at', 'When it was decided.', { isNullable: true }),
      moment('expires_at', 'Until when it counts.', brief),
      moment('revoked_at', 'When it was revoked.', { isNullable: true }),
      measure('in_force', 's', 'How long it has been in force; null unless it is ACTIVE.', { isTotal: false, ...brief }),
      truth('is_emergency', 'Whether glass was broken for it.'),
      text('follow_up_owner', 'E-mail of who looks into the emergency.', { isNullable: true }),
      moment('follow_up_due_at', 'Until when.', { isNullable: true }),
      moment('follow_up_settled_at', 'When that was done.', { isNullable: true }),
      truth('is_overdue', 'Whether the follow-up is due and not settled.'),
      record('waiver_id', 'The waiver.'),
    ],
    moreTotals: [count('waivers', 'All that are shown.'), count('active', 'Those in force.'), count('open_follow_ups', 'Emergencies that nobody has looked into yet.'), count('overdue', 'Those of them that are due.'), measure('oldest', 's', 'How long the oldest has been in force.')],
    restsOn: [],
  }),
  sql(asked, { catalogue }) {
    const values = new Values();
    const at = values.as('timestamptz', asked.at);
    const gates = asked.texts('gate');
    const base = `
      ${teamsCte(catalogue, values)},
      told as (
        select w.*, r.service_key as service, declared.team,
          case when (w.decision ->> 'at')::timestamptz <= ${at} then w.decision end as decided, case when (w.revoked ->> 'at')::timestamptz <= ${at} then (w.revoked ->> 'at')::timestamptz end as revoked_at,
          case when (w.break_glass -> 'followUp' -> 'settled' ->> 'at')::timestamptz <= ${at} then (w.break_glass -> 'followUp' -> 'settled' ->> 'at')::timestamptz end as settled_at,
          exists (select from muster.sealed_package as s where s.release_key = w.release_key and s.revision = w.package_revision and s.digest = w.package_digest
            and not exists (select from muster.sealed_package as newer where newer.release_key = w.release_key and newer.revision > s.revision and newer.sealed_at <= ${at})) as is_of_package
        from muster.waiver as w left join muster.release as r on r.key = w.release_key left join declared on declared.service = r.service_key
        where w.requested_at <= ${at} ${placesAsked(asked, catalogue, values, { service: 'r.service_key', environment: 'w.environment' })} ${gates === null ? '' : `and w.gate = any(${values.as('text[]', gates)})`}),
      stands as (
        select *, case when not (decided ->> 'isApproved')::boolean then 'REJECTED' when revoked_at is not null then 'REVOKED' when not is_of_package then 'VOID' when expires_at <= ${at} then 'EXPIRED'
            when decided is null then 'REQUESTED' else 'ACTIVE' end as state,
          (decided ->> 'isApproved')::boolean and break_glass is not null and settled_at is null as is_open
        from told),
      shown as (
        select *, case when state = 'ACTIVE' then round(extract(epoch from ${at} - (decided ->> 'at')::timestamptz)::numeric, 3)::float8 end as in_force,
          coalesce(is_open and (break_glass -> 'followUp' ->> 'dueAt')::timestamptz <= ${at}, false) as is_overdue
        from stands where is_open or state = any(${values.as('text[]', asked.words('state'))}))`;
    return {
      base, values,
      rows: `select concat_ws('|', ${sortable('requested_at')}, id) as id, gate, release_key as release, environment, service, team, state, reason, requested_by ->> 'name' as requested_by, requested_at,
        decided -> 'by' ->> 'name' as decided_by, (decided ->> 'at')::timestamptz as decided_at, expires_at, revoked_at, in_force, break_glass is not null as is_emergency,
        break_glass -> 'followUp' ->> 'ownerEmail' as follow_up_owner, (break_glass -> 'followUp' ->> 'dueAt')::timestamptz as follow_up_due_at, settled_at as follow_up_settled_at, is_overdue, id as waiver_id from shown`,
      totals: `select count(*)::int as waivers, (count(*) filter (where state = 'ACTIVE'))::int as active, (count(*) filter (where is_open))::int as open_follow_ups, (count(*) filter (where is_overdue))::int as overdue, max(in_force) as oldest from shown`,
    };
  },
};
