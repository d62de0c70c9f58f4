import { outbox, signedHeaders } from '../kernel/index.ts';
import type { Outbox } from '../kernel/index.ts';
import { isKindOf } from './dictionary/dictionary.ts';
import { valueOf, type Row } from './row.ts';

export type Operation = 'insert' | 'update';

/**
 * The business rule that a company adds, since the tool itself sends nothing: it runs after each write of the tables named
 * here and posts ids over an outbound REST message, whatever the receiver may read of it. Tried once; what is lost is lost.
 */
export interface Herald {
  readonly box: Outbox;
  readonly wrote: (table: string, row: Row, operation: Operation) => void;
}

/** Tables on which a rule stands, and by which columns a row names what it belongs to. A rule runs for what extends its table too: for a service two do. */
const watched: Readonly<Record<string, readonly string[]>> = {
  change_request: [], incident: [], problem: [], cmdb_ci: [], cmdb_ci_service: [], kb_knowledge: [], sys_user: [], cmn_schedule: [], alm_license: [], alm_entitlement: [],
  sysapproval_approver: ['document_id', 'sysapproval'], change_task: ['change_request'], task_ci: ['task'], task_cmdb_ci_service: ['task'], task_service_offering: ['task'],
};

export function herald(now: () => Date): Herald {
  const box = outbox(now, signedHeaders, { isRetried: false });
  return {
    box,
    wrote: (table, row, operation) => {
      if (box.hook === null) return;
      for (const [place, columns] of Object.entries(watched).filter(([base]) => isKindOf(table, base))) {
        // What stands there when the rule runs, not when the letter goes out.
        const [sysId, count] = [valueOf(row, 'sys_id'), valueOf(row, 'sys_mod_count')];
        const of = [...new Set(columns.map((column) => valueOf(row, column)).filter((id) => id !== ''))];
        const said = { deliveryId: `${place}:${sysId}:${count}:${operation}`, event: operation, table: place, sysId, of };
        box.tell(0, () => said);
      }
    },
  };
}
