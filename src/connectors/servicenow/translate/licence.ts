import type { Entitlement, Licence } from '../../../domain/licence.ts';
import { formatReference } from '../../../domain/reference.ts';
import { readMoment } from '../moment.ts';
import { currencyOf, flagOf, labelOf, numberOf, sysIdOf, valueOf, type Row } from '../wire.ts';
import { accountFields, accountOf } from './account.ts';
import { recordParts, type Origin } from './record.ts';

export const licenceTable = 'alm_license';
export const entitlementTable = 'alm_entitlement';
/** Rights that Software Asset Management keeps; the table is there only with its plug-in (apis/README.md §4). */
export const softwareTable = 'samp_sw_entitlement';
export const licenceFields: readonly string[] = ['display_name', 'model', 'rights', 'cost', 'start_date', 'end_date'];
export const softwareFields: readonly string[] = ['display_name', 'software_model', 'purchased_rights', 'cost', 'start_date', 'end_date'];
export const entitlementFields: readonly string[] = ['display_name', 'licensed_by', 'assigned', 'active', ...accountFields('assigned_to')];

const monthMs = 30.4375 * 86_400_000;

export function licenceOf(row: Row, origin: Origin): Licence {
  return told(row, licenceTable, 'model', 'rights', origin);
}

export function softwareLicenceOf(row: Row, origin: Origin): Licence {
  return told(row, softwareTable, 'software_model', 'purchased_rights', origin);
}

function told(row: Row, table: string, product: string, count: string, origin: Origin): Licence {
  const name = valueOf(row, 'display_name');
  const [startsAt, endsAt] = [readMoment(valueOf(row, 'start_date')), readMoment(valueOf(row, 'end_date'))];
  const rights = numberOf(row, count);
  return {
    ...recordParts('licence', table, sysIdOf(row), name, origin),
    name, product: labelOf(row, product), rights, startsAt, endsAt,
    monthlyCost: monthlyCost(numberOf(row, 'cost'), rights, startsAt, endsAt),
    currency: currencyOf(row, 'cost'),
  };
}

/** What was paid is for all rights and the whole term; without either nobody can tell what one costs a month. */
function monthlyCost(cost: number | null, rights: number | null, startsAt: string | null, endsAt: string | null): number | null {
  if (cost === null || cost < 0 || rights === null || rights <= 0 || startsAt === null || endsAt === null || endsAt <= startsAt) return null;
  return Math.round((100 * cost) / rights / ((Date.parse(endsAt) - Date.parse(startsAt)) / monthMs)) / 100;
}

export function entitlementOf(row: Row, origin: Origin): Entitlement {
  const licence = valueOf(row, 'licensed_by');
  return {
    ...recordParts('entitlement', entitlementTable, sysIdOf(row), valueOf(row, 'display_name'), origin),
    licenceId: licence === null ? null : formatReference(origin.instance.name, 'licence', licence),
    heldBy: accountOf(row, 'assigned_to', origin.instance.name),
    since: readMoment(valueOf(row, 'assigned')),
    isActive: flagOf(row, 'active'),
  };
}
