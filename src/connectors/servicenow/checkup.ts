import type { Checkup, Look, Told } from '../../domain/ports/checkup.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import { furtherTables, licenceTables, permissions } from './about.ts';
import type { Instance } from './instance.ts';
import { readFirst } from './table.ts';
import { incidentTable, problemTable } from './translate/trouble.ts';
import { itemTable, serviceTable } from './translate/item.ts';
import { changeTable } from './translate/change.ts';
import { createProbe } from './probe.ts';

/** How many records are looked at: one that is restricted for good reasons must not look like a missing right. */
const looked = 20;

/** Each table that is read, by a few of its records. No API of ServiceNow says what may be written. */
export function createCheckup(instance: Instance, account: string | null): Checkup {
  const probe = createProbe(instance);
  const table = (name: string, permission: string): Look => ({ use: 'READ', what: name, permission, tell: (ask) => mayRead(instance, name, ask) });
  return {
    // The Table API names no account: what is told is whom the configuration signs in.
    async signIn(ask) {
      // A right that is missing is told table by table.
      await probe(ask).catch((error: unknown) => { if (!isForbidden(error)) throw error; });
      return { account, version: null };
    },
    looks: [
      ...[changeTable, incidentTable, problemTable, itemTable, serviceTable].map((name) => table(name, permissions.work)),
      ...furtherTables.map((name) => table(name, `read on ${name}`)),
      ...licenceTables.map((name) => ({ ...table(name, `read on ${name}, for licence reports`), isOptional: true as const })),
      { use: 'WRITE', what: 'changes, incidents and problems', permission: permissions.work },
      { use: 'WRITE', what: 'running versions and relations in the CMDB', permission: permissions.source },
    ],
  };
}

/** Access rules take rows out of an answer after they were counted: a table that is counted and never shown is one we may not read. */
async function mayRead(instance: Instance, table: string, ask: Ask): Promise<Told> {
  const question = { table, conditions: [], fields: [], expects: () => true, ask, doing: `looking whether we may read ${table}` };
  const { rows, hidden } = await readFirst(instance, question, { field: 'sys_updated_on', isDescending: true }, looked);
  if (rows.length > 0) return { isAllowed: true };
  return hidden > 0
    ? { isAllowed: false, because: `it holds records, and all of the newest ${hidden} are hidden from our account` }
    : { isAllowed: null, because: 'it holds no record by which to tell' };
}

function isForbidden(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'problem' in error && (error.problem as { readonly code?: unknown }).code === 'FORBIDDEN';
}
