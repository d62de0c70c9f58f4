import type { Caller } from '../access/caller.ts';
import { Refusal } from '../wire/refusal.ts';

/** The Change Management API asks for a role before it looks at anything. @throws Refusal 403 */
export function requireChangeRole(caller: Caller): void {
  if (caller.roles.length === 0) throw new Refusal(403, 'User Not Authorized', 'Failed API level ACL Validation');
}
