import { approvalWaitColumns, approvalWaitsOf, readingsOf } from '../../store/approval-waits.ts';
import type { Executes } from '../kept-reckoned.fixture.ts';

const columns = ['change', 'who', 'place', ...approvalWaitColumns].join(', ');
const isNoted = 'change in (select change from muster.approval_note)';
/** Kept waits that are not what the readings say now, and about whose change nothing is noted. */
export const wrong = `
  with every as (select identity as change from muster.copy where kind = 'change.approvals' union select identity from muster.copy_version where kind = 'change.approvals'),
  anew as materialized (select ${columns} from (${approvalWaitsOf(readingsOf('every'))}) as reckoned)
  select * from (
    (select 'kept' as which, ${columns} from muster.approval_wait where not ${isNoted} except all select 'kept', ${columns} from anew)
    union all (select 'anew', ${columns} from anew where not ${isNoted} except all select 'anew', ${columns} from muster.approval_wait)) as other`;

/** Every way in which readings of approvals are written, each of few changes, so that they meet. */
export function acts({ sql }: Executes, random: () => number): readonly (() => Promise<unknown>)[] {
  const of = <One>(...all: readonly One[]): One => all[Math.floor(random() * all.length)] as One;
  const change = (): string => `desk:change:${of(1, 2, 3)}`;
  const at = (hour: string): string => `2026-11-0${1 + Math.floor(random() * 8)}T${hour}:00:00Z`;
  const moment = (): string => at('10');
  /** No two readings of a change are of one moment: what was said before began before what is said now (copy.write.ts). */
  const before = (): string => at('08');
  const approval = (): object => ({ approver: of(null, { userName: 'omar' }, { email: 'Tess@bank.example' }), group: of('CAB', 'CAB', null), state: of('REQUESTED', 'APPROVED', 'NOT_REQUESTED', 'CANCELED'), decidedAt: of(null, null, '2026-11-02T09:00:00.000Z') });
  const approvals = (): string => JSON.stringify(Array.from({ length: of(0, 1, 2, 2) }, approval));
  const version = (identity: string, from: string, to: string, goneBecause: string | null): Promise<unknown> =>
    sql(`insert into muster.copy_version (kind, identity, valid_from, valid_to, fetched_at, connection, content, gone_because) values ('change.approvals', $1, $2, $3, $2, 'desk', $4, $5) on conflict do nothing`, [identity, from, to, approvals(), goneBecause]);
  return [
    ...['change.approvals', 'change.approvals', 'change'].map((kind) => () => sql(`insert into muster.copy (kind, identity, connection, content, fetched_at, digest, valid_from) values ($1, $2, 'desk', $3, $4, '', $4)
      on conflict (kind, identity) do update set content = excluded.content, valid_from = excluded.valid_from, gone_because = null`, [kind, change(), approvals(), moment()])),
    () => version(change(), before(), '2026-11-09T10:00:00Z', null),
    () => version(change(), before(), '2026-11-09T10:00:00Z', of(null, 'deleted')),
    () => sql(`update muster.copy set content = $2 where kind = 'change.approvals' and identity = $1`, [change(), approvals()]),
    () => sql(`update muster.copy set valid_from = $2 where kind = 'change.approvals' and identity = $1`, [change(), moment()]),
    () => sql(`update muster.copy set gone_because = $2 where kind = 'change.approvals' and identity = $1`, [change(), of(null, 'deleted')]),
    () => sql(`update muster.copy set kind = $3 where kind = $2 and identity = $1 and not exists (select from muster.copy as other where other.kind = $3 and other.identity = $1)`, [change(), ...of(['change', 'change.approvals'], ['change.approvals', 'change'])]),
    () => sql('update muster.copy set fetched_at = $2 where identity = $1', [change(), moment()]),
    () => sql('update muster.copy_version set content = $2 where identity = $1', [change(), approvals()]),
    () => sql('update muster.copy_version set gone_because = $2 where identity = $1 and valid_from < $3', [change(), of(null, 'deleted'), moment()]),
    () => sql(`delete from muster.copy where kind = 'change.approvals' and identity = $1`, [change()]),
    () => sql('delete from muster.copy_version where identity = $1 and valid_from < $2', [change(), moment()]),
  ];
}
