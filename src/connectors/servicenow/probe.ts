import type { Ask } from '../../domain/ports/ask.ts';
import { refuse, type Instance } from './instance.ts';
import { readFirst } from './table.ts';
import { changeTable } from './translate/change.ts';

/** Reads a few changes: an account without the right sees none of them, though the tool counts them. One call. */
export function createProbe(instance: Instance): (ask: Ask) => Promise<void> {
  return async (ask) => {
    const { rows, hidden } = await readFirst(instance, { table: changeTable, conditions: [], fields: ['number'], expects: () => true, ask, doing: 'looking whether we may read changes' }, { field: 'sys_updated_on', isDescending: true }, 20);
    if (rows.length === 0 && hidden > 0) throw refuse(instance, 'FORBIDDEN', 'lets our account sign in and hides every change from it; grant it the role itil or sn_change_read');
  };
}
