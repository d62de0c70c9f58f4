import type { Request } from 'express';
import { personPassword, servicenowCredentials } from '../../bank/credentials.ts';
import { valueOf, type Row } from '../row.ts';
import type { Store } from '../store.ts';
import { notAuthenticated } from '../wire/refusal.ts';
import type { Tokens } from './tokens.ts';

/** Who calls, and what roles they have: `itil` works with tasks and configuration items, `admin` may do everything. */
export interface Caller { readonly id: string; readonly userName: string; readonly roles: readonly ('itil' | 'admin')[] }

/** People of the bank without the itil role: they can sign in and see hardly anything. */
const withoutRole = new Set(['vera.lind']);

/** @throws Refusal 401 without valid Basic credentials or a live bearer token. */
export function callerOf(req: Request, store: Store, tokens: Tokens): Caller {
  const [scheme = '', secret = ''] = (req.headers.authorization ?? '').split(' ');
  const userName = scheme.toLowerCase() === 'bearer' ? tokens.userOf(secret) : scheme.toLowerCase() === 'basic' ? basicUser(secret, store) : undefined;
  const user = userName === undefined ? undefined : activeUser(store, userName);
  if (!user) throw notAuthenticated();
  const name = valueOf(user, 'user_name');
  return { id: valueOf(user, 'sys_id'), userName: name, roles: rolesOf(name) };
}

/** Whether this user name and password sign in; a switched-off account never does. */
export function isPasswordRight(store: Store, userName: string, password: string): boolean {
  const { integration, admin } = servicenowCredentials;
  const special = [integration, admin].find((one) => one.userName === userName);
  return activeUser(store, userName) !== undefined && password === (special?.password ?? personPassword);
}

function basicUser(secret: string, store: Store): string | undefined {
  const text = Buffer.from(secret, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  const userName = text.slice(0, colon);
  return colon > 0 && isPasswordRight(store, userName, text.slice(colon + 1)) ? userName : undefined;
}

function activeUser(store: Store, userName: string): Row | undefined {
  return store.rows('sys_user').find((user) => user['user_name'] === userName && user['active'] === 'true');
}

function rolesOf(userName: string): Caller['roles'] {
  if (userName === servicenowCredentials.admin.userName) return ['admin', 'itil'];
  return withoutRole.has(userName) ? [] : ['itil'];
}
