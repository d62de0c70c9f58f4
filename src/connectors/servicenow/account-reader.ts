import type { RecordFinder, RecordReader } from '../../domain/ports/connection.ts';
import type { Instance } from './instance.ts';
import { counted, wantedBy } from './lookups.ts';
import { compared, either, isAskable, wanted, type Condition } from './query.ts';
import { readFirst, readWanted } from './table.ts';
import { tellingReader } from './telling-reader.ts';
import { accountRecordOf, accountTable, personFields } from './translate/person.ts';
import { flagOf, valueOf, type Row } from './wire.ts';

/** Accounts by user name or sys_id: one call. */
export function createAccountReader(instance: Instance): RecordReader<'account'> {
  return tellingReader<'account'>(async (lookups, ask) => {
    const asked = wantedBy(lookups, 'user_name');
    const { rows, hidden, fetchedAt } = await readWanted(instance, { table: accountTable, conditions: [], fields: personFields, ask, doing: `reading ${counted(asked.length, 'account')}` }, asked);
    return { records: rows.map((row) => accountRecordOf(row, { instance, fetchedAt })), hidden };
  });
}

/** In order of user name. Active is who may sign in: switched on, and not locked out. */
export function createAccountLister(instance: Instance): RecordFinder<'accounts.list'> {
  return {
    async find({ emails, isActive, limit }, ask) {
      const asked = emails?.filter(isAskable) ?? null;
      if (asked?.length === 0) return { records: [], isComplete: emails?.length === 0 };
      const known = new Set(asked?.map((email) => email.toLowerCase()));
      const conditions: readonly Condition[] = [
        ...(asked === null ? [] : [wanted(asked.map((value) => ({ field: 'email', value })))]),
        ...(isActive === null ? [] : isActive ? [compared('active', '=', 'true'), compared('locked_out', '!=', 'true')] : [either(compared('active', '=', 'false'), compared('locked_out', '=', 'true'))]),
      ];
      const expects = (row: Row): boolean => (asked === null || known.has(valueOf(row, 'email')?.toLowerCase() ?? '')) && fitsActive(row, isActive);
      const { rows, hidden, isCut, fetchedAt } = await readFirst(instance, { table: accountTable, conditions, fields: personFields, expects, ask, doing: 'listing accounts' }, { field: 'user_name' }, limit);
      return { records: rows.map((row) => accountRecordOf(row, { instance, fetchedAt })), isComplete: hidden === 0 && !isCut && asked?.length === emails?.length };
    },
  };
}

/** What is hidden cannot speak against it. */
function fitsActive(row: Row, isActive: boolean | null): boolean {
  const [active, locked] = [flagOf(row, 'active'), flagOf(row, 'locked_out')];
  if (isActive === null) return true;
  return isActive ? active !== false && locked !== true : active !== true || locked !== false;
}
