import type { Story, StoryItem } from '../../bank/story.ts';
import { addThing, type ITopData } from '../store.ts';

const classOf: Readonly<Record<string, string>> = {
  cmdb_ci_appl: 'OtherSoftware', cmdb_ci_db_postgresql_instance: 'DBServer', cmdb_ci_linux_server: 'Server', cmdb_ci_lb: 'NetworkDevice', cmdb_ci_cluster: 'Farm',
};
const software: readonly (string | undefined)[] = ['OtherSoftware', 'DBServer'];

/** Devices are in production, stock, implementation or obsolete; software is active or not: two vocabularies. */
const deviceStatus: Readonly<Record<string, string>> = { 1: 'production', 2: 'implementation', 3: 'implementation', 4: 'stock', 6: 'obsolete' };

/** Items, what impacts what, services and the items behind them. Answers ids by name of item or service. */
export function tellItems(data: ITopData, story: Story): ReadonlyMap<string, string> {
  const ids = new Map(story.items.map((item) => [item.name, tellItem(data, item)]));
  for (const { parent, child } of story.relations) {
    const [above, below] = [ids.get(parent), ids.get(child)];
    // What something depends on impacts it. The same pair by two types is one arrow here.
    if (above !== undefined && below !== undefined && !data.impacts.some(([from, to]) => from === below && to === above)) data.impacts.push([below, above]);
  }
  const services = new Map(story.services.map(({ name }) => [name, addThing(data, 'Service', { name, org_id: '1', status: 'production', description: '' }).id]));
  for (const { parent, child } of story.relations) {
    const [service, item] = [services.get(parent), ids.get(child)];
    if (service !== undefined && item !== undefined) addThing(data, 'lnkFunctionalCIToService', { service_id: String(service), functionalci_id: String(item) });
  }
  // A class without a status attribute: nobody can say whether it is operational.
  const schema = addThing(data, 'DatabaseSchema', { name: 'ledger-schema-prod', org_id: '1', business_criticity: 'high', dbserver_id: String(ids.get('ledger-db-prod') ?? 0) });
  data.impacts.push([ids.get('ledger-db-prod') ?? 0, schema.id]);
  return new Map([...ids, ...services, ['ledger-schema-prod', schema.id] as const].map(([name, id]) => [name, String(id)]));
}

function tellItem(data: ITopData, item: StoryItem): number {
  const className = classOf[item.className] ?? 'OtherSoftware';
  const own: Record<string, string> = software.includes(className)
    ? { status: item.operationalStatus === '1' ? 'active' : 'inactive', version: item.version ?? '', environment: item.environment }
    : { status: deviceStatus[item.operationalStatus] ?? 'production' };
  return addThing(data, className, { name: item.name, org_id: '1', business_criticity: 'medium', description: '', ...own }).id;
}
