import type { Account } from '../../../domain/person.ts';
import { textOf, type Thing } from '../wire.ts';

export const personClass = 'Person';
export const personFields: readonly string[] = ['friendlyname', 'email', 'status'];

/** A person by the id of its contact, which is the same for people with and without a login. */
export function accountOf(person: Thing, connection: string): Account {
  const status = textOf(person, 'status');
  return {
    connection,
    userName: person.id,
    name: textOf(person, 'friendlyname'),
    email: textOf(person, 'email'),
    isActive: status === null ? null : status === 'active',
  };
}

/** A person who is named and cannot be seen. */
export function unseenAccount(id: string, connection: string): Account {
  return { connection, userName: id, name: null, email: null, isActive: null };
}
