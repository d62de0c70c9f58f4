import { createHash } from 'node:crypto';

/** A record as ServiceNow keeps it: every value a string, an empty one absent. */
export type Row = Record<string, string>;

/** A sys_id: 32 hex digits, always the same for the same table and key. */
export function sysId(table: string, key: string): string {
  return createHash('sha256').update(`${table} ${key}`).digest('hex').slice(0, 32);
}

/** A field's value, "" when it has none. */
export function valueOf(row: Row, field: string): string {
  return row[field] ?? '';
}
