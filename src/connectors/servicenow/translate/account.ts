import type { Account } from '../../../domain/person.ts';
import { flagOf, labelOf, shownOf, valueOf, type Row } from '../wire.ts';

/** Names of the columns behind a reference, made once: a sync asks a hundred thousand rows for them. */
const columnsOf = new Map<string, { readonly userName: string; readonly name: string; readonly email: string; readonly active: string }>();
function behind(reference: string): { readonly userName: string; readonly name: string; readonly email: string; readonly active: string } {
  const known = columnsOf.get(reference) ?? { userName: `${reference}.user_name`, name: `${reference}.name`, email: `${reference}.email`, active: `${reference}.active` };
  columnsOf.set(reference, known);
  return known;
}

/** Columns of a user that a reference leads to, read in the same call. */
export function accountFields(reference: string): readonly string[] {
  return [reference, ...Object.values(behind(reference))];
}

/** The user a reference points to; null when it is empty or hidden. A user whose name is hidden is known by sys_id. */
export function accountOf(row: Row, reference: string, connection: string): Account | null {
  const id = valueOf(row, reference);
  if (id === null) return null;
  const { userName, name, email, active } = behind(reference);
  return {
    connection,
    userName: valueOf(row, userName) ?? id,
    name: valueOf(row, name) ?? shownOf(row, reference),
    email: labelOf(row, email),
    isActive: flagOf(row, active),
  };
}
