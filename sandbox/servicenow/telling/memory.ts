import { servicenowCredentials } from '../../bank/credentials.ts';
import type { Story } from '../../bank/story.ts';
import { fieldsOf } from '../dictionary/dictionary.ts';
import { systemInstant } from '../instants.ts';
import { sysId, type Row } from '../row.ts';
import type { ConflictRun, Memory } from '../store.ts';
import { tellChanges } from './changes.ts';
import { tellEstate } from './estate.ts';
import { tellItems } from './items.ts';
import { tellTemplates } from './templates.ts';
import { tellTroubles } from './troubles.ts';

/** A row as the story gives it: `key` makes its sys_id, the rest are its values. */
export interface ToldRow { readonly table: string; readonly key: string; readonly values: Row }

/** The bank's story in ServiceNow's tables, as they stand at the sandbox's first start. */
export function tellMemory(story: Story, firstStart: Date): Memory {
  const told = [...tellUsers(story), ...tellItems(story), ...tellChanges(story, firstStart), ...tellTroubles(story), ...tellTemplates(), ...tellEstate(story, firstStart)];
  const tables: Record<string, Row[]> = {};
  const bornOn = systemInstant(new Date(firstStart.getTime() - 2 * 86_400_000));
  for (const { table, key, values } of told) {
    const className = fieldsOf(table).has('sys_class_name') ? { sys_class_name: table } : {};
    const bookkeeping = { sys_created_on: bornOn, sys_created_by: 'system', sys_updated_on: bornOn, sys_updated_by: 'system', sys_mod_count: '0', sys_domain: 'global', sys_domain_path: '/' };
    (tables[table] ??= []).push({ ...bookkeeping, ...className, ...values, sys_id: sysId(familyKey(table), key) });
  }
  const rolling = story.releases.flatMap((release) => release.changes).flatMap(({ number, window }) => (window.kind === 'fixed' ? [] : [[sysId('change_request', number), window.kind] as const]));
  const checked = story.releases.flatMap((release) => release.changes).flatMap(({ number, conflictsCheckedAt }) => (conflictsCheckedAt === undefined ? [] : [[sysId('change_request', number), { id: sysId('conflict_run', number), isRunning: false, lastRun: systemInstant(conflictsCheckedAt), conflicts: [] } satisfies ConflictRun] as const]));
  return { tables, rollingWindows: Object.fromEntries(rolling), conflictRuns: Object.fromEntries(checked), workers: {} };
}

/** Items of every class draw their ids from one family, so that an item's id follows from its name alone. */
function familyKey(table: string): string {
  return table.startsWith('cmdb_ci') || table === 'service_offering' ? 'cmdb_ci' : table;
}

function tellUsers(story: Story): ToldRow[] {
  const { integration, admin } = servicenowCredentials;
  const people = story.people.map(({ userName, name, email, isActive }) => user(userName, name, email, isActive, { mobile_phone: '+49 30 5550 1000' }));
  return [...people, user(integration.userName, 'Muster Integration', 'muster@northbank.example', true, { web_service_access_only: 'true' }), user(admin.userName, 'System Administrator', 'admin@northbank.example', true, {})];
}

function user(userName: string, name: string, email: string, isActive: boolean, more: Row): ToldRow {
  const [first = '', last = ''] = name.split(' ');
  return { table: 'sys_user', key: userName, values: { user_name: userName, name, first_name: first, last_name: last, email, active: String(isActive), locked_out: String(!isActive), web_service_access_only: 'false', time_zone: 'Europe/Berlin', ...more } };
}
