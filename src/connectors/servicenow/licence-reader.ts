import type { Licence } from '../../domain/licence.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { Findings, RecordFinder, RecordReader } from '../../domain/ports/connection.ts';
import type { Instance } from './instance.ts';
import { counted, sysIdsOf, wantedBy, wantedIn } from './lookups.ts';
import { mentions } from './mention.ts';
import { contains, wanted } from './query.ts';
import { readFirst, readWanted } from './table.ts';
import { tellingReader } from './telling-reader.ts';
import { entitlementFields, entitlementOf, entitlementTable, licenceFields, licenceOf, licenceTable, softwareFields, softwareLicenceOf, softwareTable } from './translate/licence.ts';
import { sysIdOf, tableOrNone, valueOf, type Row } from './wire.ts';

const base = { table: licenceTable, fields: licenceFields, translate: licenceOf } as const;
const software = { table: softwareTable, fields: softwareFields, translate: softwareLicenceOf } as const;

/** The tables that are there: Software Asset Management's only with its plug-in. */
async function tablesOf(instance: Instance, ask: Ask): Promise<readonly (typeof base | typeof software)[]> {
  const { body } = await instance.http.send({
    method: 'GET', path: `/api/now/table/${softwareTable}`, query: { sysparm_limit: 1, sysparm_fields: 'sys_id' }, accepts: [200, 400], schema: tableOrNone, ask, doing: 'looking whether Software Asset Management is there',
  });
  return body.isThere ? [base, software] : [base];
}

/** Licences by name or sys_id. */
export function createLicenceReader(instance: Instance): RecordReader<'licence'> {
  return {
    async read(lookups, ask) {
      const asked = wantedBy(lookups, 'display_name');
      if (asked.length === 0) return [];
      const answers = (await tablesOf(instance, ask)).map(async ({ table, fields, translate }) => {
        const { rows, fetchedAt } = await readWanted(instance, { table, conditions: [], fields, ask, doing: `reading ${counted(asked.length, 'licence')}` }, asked);
        return rows.map((row) => translate(row, { instance, fetchedAt }));
      });
      return (await Promise.all(answers)).flat();
    },
  };
}

/** In order of name. */
export function createLicenceLister(instance: Instance): RecordFinder<'licences.list'> {
  return {
    async find({ text, limit }, ask) {
      const answers = (await tablesOf(instance, ask)).map(async ({ table, fields, translate }): Promise<Findings<Licence>> => {
        const conditions = text === null ? [] : [contains(['display_name'], text)];
        const { rows, hidden, isCut, fetchedAt } = await readFirst(instance, { table, conditions, fields, expects: (row) => text === null || mentions(row, ['display_name'], text), ask, doing: 'listing licences' }, { field: 'display_name' }, limit);
        return { records: rows.map((row) => translate(row, { instance, fetchedAt })), isComplete: hidden === 0 && !isCut };
      });
      const all = await Promise.all(answers);
      const records = all.flatMap((findings) => findings.records).sort((a, b) => a.label.localeCompare(b.label));
      return { records: records.slice(0, limit), isComplete: records.length <= limit && all.every(({ isComplete }) => isComplete) };
    },
  };
}

/** Entitlements have no name of their own to be typed: by sys_id, or by what the tool shows. */
export function createEntitlementReader(instance: Instance): RecordReader<'entitlement'> {
  return tellingReader<'entitlement'>(async (lookups, ask) => {
    const asked = wantedBy(lookups, 'display_name');
    const { rows, hidden, fetchedAt } = await readWanted(instance, { table: entitlementTable, conditions: [], fields: entitlementFields, ask, doing: `reading ${counted(asked.length, 'entitlement')}` }, asked);
    return { records: rows.map((row) => entitlementOf(row, { instance, fetchedAt })), hidden };
  });
}

/** In order of sys_id: who holds what, for all accounts or for some. */
export function createEntitlementLister(instance: Instance): RecordFinder<'entitlements.list'> {
  return {
    async find({ accounts, limit }, ask) {
      const asked = accounts === null ? null : sysIdsOf(instance, ['account'], accounts);
      if (asked?.size === 0) return { records: [], isComplete: true };
      const question = { table: entitlementTable, fields: entitlementFields, ask, doing: 'listing entitlements' };
      const held = (row: Row): boolean => asked === null || asked.has(valueOf(row, 'assigned_to')?.toLowerCase() ?? '');
      const { rows, hidden, isCut, fetchedAt } = asked === null || asked.size <= 50
        ? await readFirst(instance, { ...question, conditions: asked === null ? [] : [wanted(wantedIn('assigned_to', asked.keys()))], expects: held }, { field: 'sys_id' }, limit)
        : await readWanted(instance, { ...question, conditions: [] }, wantedIn('assigned_to', asked.keys()));
      const inOrder = [...rows].sort((a, b) => sysIdOf(a).localeCompare(sysIdOf(b)));
      return { records: inOrder.slice(0, limit).map((row) => entitlementOf(row, { instance, fetchedAt })), isComplete: hidden === 0 && !isCut && inOrder.length <= limit };
    },
  };
}
