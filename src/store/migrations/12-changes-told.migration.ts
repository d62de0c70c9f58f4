import { Migration } from '@mikro-orm/migrations';

/**
 * The database tells by NOTIFY what is written, when it commits: whoever writes, in whatever statement, nothing is left out
 * and nothing is told that did not happen. Each table's trigger says by ids what moved, in the words of `Moved`.
 */
export class ChangesTold extends Migration {
  override readonly name = '12-changes-told';

  override up(): void {
    for (const statement of [tell, ofRelease, ofAgreement, ofAnything, ofAssessment, ofDeployment, ofRecord, ofRecords, ...triggers()]) this.addSql(statement);
  }
}

/** A payload that would not fit refuses the write it tells of: then it is told that anything moved. */
const tell = `create function muster.tell(told jsonb) returns void language sql as $$
  select pg_notify('muster_changes', case when octet_length(told::text) < 8000 then told::text else '{"of": "ANYTHING"}' end) $$`;

const ofRelease = told('tell_of_release', `jsonb_build_object('of', 'RELEASE', 'key', to_jsonb(new) ->> tg_argv[0])`);
const ofAgreement = told('tell_of_agreement', `jsonb_build_object('of', 'RELEASE', 'key', (select release_key from muster.plan where id = new.plan_id))`);
const ofAnything = told('tell_of_anything', `jsonb_build_object('of', 'ANYTHING')`);
const ofAssessment = told('tell_of_assessment', `jsonb_build_object('of', 'ASSESSMENT', 'releaseKey', new.release_key)`);
const ofDeployment = told('tell_of_deployment', `jsonb_build_object('of', 'DEPLOYMENT', 'id', new.id, 'releaseKey', new.release_key, 'isTurn', case when tg_op = 'INSERT' then true else old.state <> new.state end)`);
const ofRecord = told('tell_of_record', `jsonb_build_object('of', 'RECORDS', 'identities', jsonb_build_array(new.identity))`);
/** A first sync adds five hundred copies in a statement: they are told together, as many as usually fit. */
const ofRecords = `create function muster.tell_of_records() returns trigger language plpgsql as $$
  begin
    perform muster.tell(jsonb_build_object('of', 'RECORDS', 'identities', jsonb_agg(identity)))
    from (select identity, (row_number() over () - 1) / 80 as lot from added) as lots group by lot;
    return null;
  end $$`;

function told(name: string, what: string): string {
  return `create function muster.${name}() returns trigger language plpgsql as $$
    begin perform muster.tell(${what}); return null; end $$`;
}

/** Writing the same again is no news: discovery draws each link anew at every judgement. */
const isOther = 'old.* is distinct from new.*';

function triggers(): readonly string[] {
  return [
    ...onWrites('release', `tell_of_release('key')`, isOther),
    ...onWrites('sealed_package', `tell_of_release('release_key')`, isOther),
    ...onWrites('link', `tell_of_release('release_key')`, isOther),
    ...onWrites('plan', `tell_of_release('release_key')`, isOther),
    ...onWrites('waiver', `tell_of_release('release_key')`, isOther),
    ...onWrites('agreement', 'tell_of_agreement()', isOther),
    ...onWrites('freeze', 'tell_of_anything()', isOther),
    ...onWrites('assessment', 'tell_of_assessment()', isOther),
    // Each change that people see has its line in the journal; leases and looks have none.
    ...onWrites('deployment', 'tell_of_deployment()', 'old.journal_length is distinct from new.journal_length'),
    // A copy that was read again and says the same only moves its moment.
    'create trigger copy_told_changed after update on muster.copy for each row when (old.valid_from is distinct from new.valid_from or old.gone_because is distinct from new.gone_because) execute function muster.tell_of_record()',
    'create trigger copy_told_new after insert on muster.copy referencing new table as added for each statement execute function muster.tell_of_records()',
  ];
}

function onWrites(table: string, call: string, when: string): readonly string[] {
  return [
    `create trigger ${table}_told_new after insert on muster.${table} for each row execute function muster.${call}`,
    `create trigger ${table}_told_changed after update on muster.${table} for each row when (${when}) execute function muster.${call}`,
  ];
}
