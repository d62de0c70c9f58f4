import type { Approval, ChangeState } from '../../domain/change.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { RelationReader } from '../../domain/ports/connection.ts';
import { refuse, type Instance } from './instance.ts';
import { counted, sysIdsOf, wantedIn } from './lookups.ts';
import { readWanted } from './table.ts';
import { approvalFields, approvalOf, approvalTable } from './translate/approval.ts';
import { changeStateOf, changeTable } from './translate/change.ts';
import { sysIdOf, valueOf, type Row } from './wire.ts';

/**
 * Approvals of many changes in one call (two when some name their change only as a document, as generic approvals do:
 * such a row cannot be dot-walked to the change's state). A hidden approval might be a rejection, so an answer with
 * hidden rows is refused.
 */
export function createApprovalReader(instance: Instance): RelationReader<'change.approvals'> {
  return {
    async relate(identities, ask) {
      const asked = sysIdsOf(instance, ['change'], identities);
      const doing = `reading the approvals of ${counted(asked.size, 'change')}`;
      const { rows, hidden } = await readWanted(instance, { table: approvalTable, conditions: [], fields: approvalFields, ask, doing }, [...wantedIn('sysapproval', asked.keys()), ...wantedIn('document_id', asked.keys())]);
      if (hidden > 0) throw refuse(instance, 'FORBIDDEN', `hides ${counted(hidden, 'approval')} from our account while ${doing}; grant it the right to read sysapproval_approver`);
      const states = await statesOf(instance, new Set(rows.flatMap((row) => (valueOf(row, 'sysapproval') === null ? [changeIdOf(row)] : []))), ask);
      const answer = new Map<string, Approval[]>([...asked.values()].map((identity) => [identity, []]));
      for (const row of rows) {
        const id = changeIdOf(row);
        const approvals = answer.get(asked.get(id) ?? '');
        if (approvals === undefined) throw refuse(instance, 'UNEXPECTED_ANSWER', `names two changes in one approval (${sysIdOf(row)}) while ${doing}; its sysapproval and its document_id must agree`);
        approvals.push(approvalOf(row, states.get(id) ?? changeStateOf(valueOf(row, 'sysapproval.state'), instance.states), instance));
      }
      return answer;
    },
  };
}

function changeIdOf(row: Row): string {
  return valueOf(row, 'sysapproval') ?? valueOf(row, 'document_id') ?? '';
}

async function statesOf(instance: Instance, ids: ReadonlySet<string>, ask: Ask): Promise<ReadonlyMap<string, ChangeState>> {
  const { rows } = await readWanted(instance, { table: changeTable, conditions: [], fields: ['state'], ask, doing: `reading the states of ${counted(ids.size, 'change')}` }, wantedIn('sys_id', ids));
  return new Map(rows.map((row) => [sysIdOf(row), changeStateOf(valueOf(row, 'state'), instance.states)]));
}
