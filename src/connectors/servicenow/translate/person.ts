import type { AccountRecord } from '../../../domain/licence.ts';
import { flagOf, sysIdOf, valueOf, type Row } from '../wire.ts';
import { recordParts, type Origin } from './record.ts';

export const accountTable = 'sys_user';
export const personFields: readonly string[] = ['user_name', 'name', 'email', 'active', 'locked_out', 'web_service_access_only'];

/** Who is locked out cannot work, whatever `active` says; what is hidden is null and never yes. */
export function accountRecordOf(row: Row, origin: Origin): AccountRecord {
  const userName = valueOf(row, 'user_name');
  const [isActive, isLocked] = [flagOf(row, 'active'), flagOf(row, 'locked_out')];
  return {
    ...recordParts('account', accountTable, sysIdOf(row), userName, origin),
    userName: userName ?? sysIdOf(row),
    name: valueOf(row, 'name'),
    email: valueOf(row, 'email'),
    isActive: isActive === false || isLocked === true ? false : isActive,
    isService: flagOf(row, 'web_service_access_only'),
  };
}
