import type { Story } from '../../bank/story.ts';
import { systemInstant } from '../instants.ts';
import { sysId } from '../row.ts';
import { itemId, userId } from './items.ts';
import type { ToldRow } from './memory.ts';

const dayMs = 86_400_000;

/** What the bank keeps beside its work: offerings of its services, articles, calendars and licences. */
export function tellEstate(story: Story, firstStart: Date): ToldRow[] {
  const articles = story.releases.slice(0, 4).map(({ key, serviceKey }, nth) => article(10_001 + nth, `Runbook of ${serviceKey} for ${key}`, nth === 1 ? 'draft' : 'published'));
  return [
    ...story.services.map((service, nth): ToldRow => ({
      table: 'service_offering', key: offeringName(nth),
      values: { name: offeringName(nth), parent: itemId(service.name), busines_criticality: service.criticality, operational_status: '1', install_status: '1', owned_by: userId(service.ownerUserName), discovery_source: 'Manual Entry' },
    })),
    { table: 'sys_user_group', key: 'Change advisory board', values: { name: 'Change advisory board', active: 'true' } },
    { table: 'kb_knowledge_base', key: 'Operations', values: { title: 'Operations' } },
    ...articles, ...story.releases.flatMap(({ key, serviceKey, runbook }) => (runbook === undefined ? [] : [article(Number(runbook.slice(4)), `Runbook of ${serviceKey} for ${key}`, 'published')])), article(10_005, 'Restricted: where the vault keys lie', 'published'), article(10_006, 'How the old release train ran', 'retired'),
    ...calendars(firstStart), ...licences(story, firstStart),
  ];
}

/** The name of the nth service's one offering; no service's name stands in it. */
export function offeringName(nth: number): string {
  return `Offering ${String(nth + 1).padStart(2, '0')}, around the clock`;
}

function article(number: number, title: string, state: string): ToldRow {
  return { table: 'kb_knowledge', key: `KB00${number}`, values: { number: `KB00${number}`, short_description: title, text: `<p>${title}</p>`, kb_knowledge_base: sysId('kb_knowledge_base', 'Operations'), workflow_state: state, valid_to: '2100-01-01', active: String(state !== 'retired') } };
}

/** Local times without a zone, as a schedule's own zone reads them; one that floats, and one entry that nobody but the tool can spell out. */
function calendars(firstStart: Date): ToldRow[] {
  const year = firstStart.getUTCFullYear();
  return [
    calendar('Year end freeze', 'blackout', 'Europe/Berlin', [{ name: 'Year end', start_date_time: `${year}1220T000000`, end_date_time: `${year + 1}0105T235959`, repeat_type: 'yearly', yearly_type: 'doy', repeat_count: '1', all_day: 'true' }]),
    calendar('Weekend maintenance', 'maintenance', 'Europe/Berlin', [
      { name: 'Saturday night', start_date_time: `${year}0103T020000`, end_date_time: `${year}0103T060000`, repeat_type: 'weekly', repeat_count: '1', days_of_week: '6' },
      { name: 'Move to the new hall', start_date_time: `${year}0704T100000Z`, end_date_time: `${year}0704T160000Z` },
    ]),
    calendar('Month end', 'blackout', 'floating', [{ name: 'Last Friday', start_date_time: `${year}0130T180000`, end_date_time: `${year}0130T235959`, repeat_type: 'monthly', monthly_type: 'ldow', repeat_count: '1' }]),
    calendar('Office hours', '', 'Europe/Berlin', [{ name: 'Weekdays', start_date_time: `${year}0105T080000`, end_date_time: `${year}0105T170000`, repeat_type: 'weekdays' }]),
  ].flat();
}

function calendar(name: string, type: string, zone: string, entries: readonly Record<string, string>[]): ToldRow[] {
  return [
    { table: 'cmn_schedule', key: name, values: { name, time_zone: zone, ...(type === '' ? {} : { type }) } },
    ...entries.map((entry): ToldRow => ({ table: 'cmn_schedule_span', key: `${name} ${entry['name'] ?? ''}`, values: { schedule: sysId('cmn_schedule', name), ...entry } })),
  ];
}

function licences(story: Story, firstStart: Date): ToldRow[] {
  const [bought, ends] = [systemInstant(new Date(firstStart.getTime() - 100 * dayMs)), systemInstant(new Date(firstStart.getTime() + 265 * dayMs))];
  const model = (name: string): ToldRow => ({ table: 'cmdb_model', key: name, values: { display_name: name, name } });
  const licence = (name: string, product: string, rights: string, cost: string): ToldRow => ({
    table: 'alm_license', key: name, values: { display_name: name, model: sysId('cmdb_model', product), rights, quantity: '1', cost, start_date: bought, end_date: ends, purchase_date: bought },
  });
  const held = story.people.filter((_person, nth) => nth % 2 === 1);
  return [
    model('Trading Desk Studio'), model('Diagram Maker'),
    licence('Trading Desk Studio, 50 seats', 'Trading Desk Studio', '50', 'EUR;36000'), licence('Diagram Maker, 1,200 seats', 'Diagram Maker', '1200', 'USD;14400'),
    ...held.map((person, nth): ToldRow => ({
      table: 'alm_entitlement', key: person.userName,
      values: { display_name: `Trading Desk Studio for ${person.name}`, licensed_by: sysId('alm_license', 'Trading Desk Studio, 50 seats'), assigned_to: userId(person.userName), assigned: systemInstant(new Date(firstStart.getTime() - (90 - nth) * dayMs)), active: 'true' },
    })),
  ];
}
