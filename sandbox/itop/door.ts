import { itopCredentials } from './credentials.ts';
import { isKindOf } from './model/class-tree.ts';
import { codes, thrown, told } from './refusal.ts';

/** Who signed in, and what their profiles allow. */
export interface Caller {
  readonly mayWrite: boolean;
  readonly maySeeTickets: boolean;
}

export interface SignIn {
  readonly userName: string | undefined;
  readonly password: string | undefined;
  readonly token: string | undefined;
}

/** @throws Refusal 1: iTop signs in before it looks at anything else, and says no inside HTTP 200 */
export function admit({ userName, password, token }: SignIn): Caller {
  const { integration, withoutRest, withoutTickets } = itopCredentials;
  const is = (known: { readonly userName: string; readonly password: string }): boolean => userName === known.userName && password === known.password;
  if (token === itopCredentials.token || is(integration)) return { mayWrite: true, maySeeTickets: true };
  if (is(withoutTickets)) return { mayWrite: false, maySeeTickets: false };
  if (is(withoutRest)) throw thrown('This user is not authorized to use the web services. (The profile REST Services User is required to access the REST web services)', codes.unauthorized);
  throw thrown('Invalid login', codes.unauthorized);
}

/** @throws Refusal 1 when the caller's profiles do not allow it */
export function permit(caller: Caller, doing: 'reading' | 'exporting' | 'creating' | 'modifying', className: string): void {
  const isTicket = isKindOf(className, 'Ticket') || className === 'lnkFunctionalCIToTicket';
  const isWrite = doing === 'creating' || doing === 'modifying';
  if ((isWrite && !caller.mayWrite) || (isTicket && !caller.maySeeTickets)) {
    throw told(codes.unauthorized, `The current user does not have enough permissions for ${doing} data of class ${className}`);
  }
}
