import { z } from 'zod';
import type { ChangeConflict } from '../../domain/change.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { RelationReader } from '../../domain/ports/connection.ts';
import { refuse, type Instance } from './instance.ts';
import { counted, sysIdsOf, wantedIn } from './lookups.ts';
import { readWanted } from './table.ts';
import { changeTable } from './translate/change.ts';
import { conflictOf } from './translate/conflict.ts';
import { conflictAnswer, noConflictRun, valueOf } from './wire.ts';

/** Statuses that need no second look; what "Not Run" means for a release is told by `conflictsCheckedAt` null. */
const withoutConflict: ReadonlySet<string> = new Set(['No Conflict', 'Not Run']);

/** The one job_status that recordings show of a check that has ended; 0 to 4 are said to be pending, running, successful, failed and cancelled. */
const finished = '2';

/**
 * Conflicts of many changes: one call says which have any, then one call for each that does (there is no bulk end point).
 * A snapshot of the last check, not a check. A judgement looks at every check that was run, and takes none that is under
 * way or did not end well: what it will find, nobody knows.
 */
export function createConflictReader(instance: Instance): RelationReader<'change.conflicts'> {
  return {
    async relate(identities, ask) {
      const asked = sysIdsOf(instance, ['change'], identities);
      const { rows } = await readWanted(instance, { table: changeTable, conditions: [], fields: ['number', 'conflict_status'], ask, doing: `reading the conflict status of ${counted(asked.size, 'change')}` }, wantedIn('sys_id', asked.keys()));
      const answers = await Promise.all(rows.map(async (row): Promise<readonly [string, readonly ChangeConflict[]]> => {
        const id = valueOf(row, 'sys_id') ?? '';
        const status = valueOf(row, 'conflict_status') ?? '';
        const isPlain = ask.purpose === 'judge' ? status === 'Not Run' : withoutConflict.has(status);
        return [asked.get(id) ?? '', isPlain ? [] : await conflictsOf(instance, { id, label: valueOf(row, 'number') ?? id }, ask)];
      }));
      return new Map(answers);
    },
  };
}

async function conflictsOf(instance: Instance, { id, label }: { readonly id: string; readonly label: string }, ask: Ask): Promise<readonly ChangeConflict[]> {
  const { body } = await instance.http.send({ method: 'GET', path: `/api/sn_chg_rest/change/${id}/conflict`, schema: z.union([conflictAnswer, noConflictRun]), accepts: [200, 404], ask, doing: 'reading the conflicts of a change' });
  const job = body?.result.job_status ?? finished;
  if (ask.purpose === 'judge' && job !== finished) throw refuse(instance, 'UNEXPECTED_ANSWER', `has a conflict check of ${label} that is under way or did not end well; look again, or run the check again`);
  return (body?.result.conflicts ?? []).map((conflict) => conflictOf(conflict, id));
}
