import type { Account } from '../../../domain/person.ts';
import { flagOf, labelOf, shownOf, valueOf, type Row } from '../wire.ts';

/** Columns of a user that a reference leads to, read in the same call. */
export function accountFields(reference: string): readonly string[] {
  return [reference, `${reference}.user_name`, `${reference}.name`, `${reference}.email`, `${reference}.active`];
}

/** The user a reference points to; null when it is empty or hidden. A user whose name is hidden is known by sys_id. */
export function accountOf(row: Row, reference: string, connection: string): Account | null {
  const id = valueOf(row, reference);
  if (id === null) return null;
  return {
    connection,
    userName: valueOf(row, `${reference}.user_name`) ?? id,
    name: valueOf(row, `${reference}.name`) ?? shownOf(row, reference),
    email: labelOf(row, `${reference}.email`),
    isActive: flagOf(row, `${reference}.active`),
  };
}
