import type { AuditLog } from '../domain/ports/stores.ts';
import type { Database } from './database.ts';
import { AuditEntryEntity } from './entities/audit-entry.entity.ts';

export function auditLog(database: Database): AuditLog {
  return {
    append: async (entry) => {
      await database.em().insert(AuditEntryEntity, { ...entry });
    },
  };
}
