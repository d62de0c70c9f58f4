import type { Account, Person } from '../domain/person.ts';
import type { RequestContext } from './context.ts';

/** The human being behind an account; null when the tool named none. */
export function personOf(context: RequestContext, account: Account | null): Person | null {
  return account === null ? null : context.hub.people.ofAccount(account);
}
