import type { ConfigurationItem, Service, ServiceLevel } from '../domain/configuration-item.ts';
import type { Incident } from '../domain/incident.ts';
import type { FoundIn } from '../domain/ports/records.ts';
import type { DiscoveryGap } from '../domain/ports/release-graph.ts';
import type { LinkRelation } from '../domain/release.ts';
import { outage } from './testing/reached.ts';
import { aLink, Scene } from './testing/scene.ts';
import { stepContext } from './testing/step-context.ts';
import { absent, down, found, foundIn, ToldRecords, unreadable } from './testing/told-records.ts';
import { watchedFacts } from './watched-facts.ts';
import type { WatchedFacts } from './watched-facts.ts';

const since = '2026-11-23T05:00:00.000Z';
const [itemName, ownName] = ['servicenow:ci:1', 'servicenow:ci:payments-prod'];
const [payments, ledger] = [aService('payments'), aService('ledger')];
const level: ServiceLevel = { name: 'Resolution', target: null, isBreached: false, remainingPercent: 40 };
const gapOf = (relation: LinkRelation): DiscoveryGap => ({ relation, connection: 'servicenow', rule: 'x', problem: down });

function aService(key: string): Service {
  return { kind: 'service', id: `servicenow:service:${key}`, label: key, name: key, criticality: null, owner: null, source: new Scene().tools.item().source };
}

function anItem(id: string): ConfigurationItem {
  return { ...new Scene().tools.item(), id, label: id.replace('servicenow:ci:', 'item ') };
}

/**
 * 2.4.0 reaches two services: payments by the item that is linked to it, payments and ledger by the item that holds its
 * running version. Each has an incident, and one service level.
 */
class Reaching {
  readonly told = new ToldRecords();
  readonly scene = new Scene();
  gaps: readonly DiscoveryGap[] = [];
  /** By what they are about. */
  incidents: Readonly<Record<string, readonly FoundIn<Incident>[]>> = {
    [payments.id]: [foundIn([outage('1', since)])], [ledger.id]: [foundIn([outage('2', since), outage('1', since)])], [itemName]: [foundIn<Incident>([])], 'servicenow:ci:2': [foundIn<Incident>([])],
  };

  constructor() {
    this.scene.links = [aLink('CONFIGURATION_ITEM', itemName), aLink('CHANGE', 'servicenow:change:c1')];
    this.told.readings = {
      'ci': { [itemName]: found(anItem(itemName)), [ownName]: found(anItem('servicenow:ci:2')) },
      'ci.impactedServices': { [itemName]: found([payments]), 'servicenow:ci:2': found([payments, ledger]) },
      'service.serviceLevels': { [payments.id]: found([level]), [ledger.id]: found([]) },
    };
    this.told.finds = (_question, { serviceId }) => this.incidents[String(serviceId)] ?? [];
  }

  /** In the place of what is told there. */
  tell(what: string, readings: Parameters<typeof Object.assign>[0]): void {
    this.told.readings = { ...this.told.readings, [what]: { ...this.told.readings[what], ...readings } };
  }

  async seen(areLevelsWatched = true): Promise<WatchedFacts> {
    const { scene, gaps, told } = this;
    const graph = { assemble: () => Promise.resolve(new Map([[scene.release.key, { links: scene.links, gaps }]])) };
    return watchedFacts(since, areLevelsWatched, await stepContext(scene, 'watch-health', {}, { ports: { ...scene.ports(), graph, records: told.port() } }));
  }
}

describe('what is watched of a deployment', () => {
  it('are the services that its items reach, each once, their incidents since then, and their levels', async () => {
    const reaching = new Reaching();
    expect(await reaching.seen()).toEqual({ services: [payments, ledger], incidents: [outage('1', since), outage('2', since)], levels: new Map([[payments.id, [level]], [ledger.id, []]]), unknown: [] });
    expect(reaching.told.asked).toEqual([
      ['ci', itemName], ['ci', ownName], ['ci.impactedServices', itemName, 'servicenow:ci:2'],
      ...[payments.id, ledger.id, itemName, 'servicenow:ci:2'].map((serviceId) => ['incidents.list', { isOpen: null, serviceId, openedSince: since, limit: 100 }, ['servicenow']]),
      ['service.serviceLevels', payments.id, ledger.id],
    ]);
  });

  it('asks about an item once that is linked and holds the running version', async () => {
    const reaching = new Reaching();
    reaching.tell('ci', { [ownName]: found(anItem(itemName)) });
    expect((await reaching.seen()).services).toEqual([payments]);
    expect(reaching.told.asked).toContainEqual(['ci.impactedServices', itemName]);
  });

  it('begins with the record that the service names for itself, which needs no items', async () => {
    const reaching = new Reaching();
    reaching.scene.service = { ...reaching.scene.service, record: 'servicenow:service:Ledger' };
    reaching.tell('service', { 'servicenow:service:Ledger': found(ledger) });
    expect((await reaching.seen()).services).toEqual([ledger, payments]);
    Object.assign(reaching.scene, { links: [], service: { ...reaching.scene.service, targets: {} } });
    reaching.told.asked.length = 0;
    expect(await reaching.seen()).toMatchObject({ services: [ledger], unknown: [] });
    expect(reaching.told.asked).toEqual([['service', 'servicenow:service:Ledger'], ['incidents.list', expect.objectContaining({ serviceId: ledger.id }), ['servicenow']], ['service.serviceLevels', ledger.id]]);
  });

  it('asks for no service levels where they are not watched', async () => {
    const reaching = new Reaching();
    expect((await reaching.seen(false)).levels).toEqual(new Map());
    expect(reaching.told.asked.flat()).not.toContain('service.serviceLevels');
  });
});

describe('what could not be seen is told', () => {
  it.each<[string, (reaching: Reaching) => void, readonly string[]]>([
    ['items that could not all be found', (one) => { one.gaps = [gapOf('CHANGE'), gapOf('CONFIGURATION_ITEM')]; }, ['The configuration items could not all be found: it is down']],
    ['other records that could not all be found are of no concern', (one) => { one.gaps = [gapOf('CHANGE')]; }, []],
    ['a linked item that is not there', (one) => { one.tell('ci', { [itemName]: absent }); }, ['servicenow:ci:1 cannot be read']],
    ['the item of the running version that cannot be read', (one) => { one.tell('ci', { [ownName]: unreadable }); }, ['servicenow:ci:payments-prod cannot be read: it is down']],
    ['that item without an answer', (one) => { one.tell('ci', { [ownName]: undefined }); }, ['servicenow:ci:payments-prod cannot be read']],
    ['what an item serves', (one) => { one.tell('ci.impactedServices', { [itemName]: unreadable }); }, ['What item 1 serves cannot be read: it is down']],
    ['an old copy of what it serves', (one) => { one.tell('ci.impactedServices', { [itemName]: found([payments], down) }); }, ['What item 1 serves cannot be read']],
    ['the service’s own record', (one) => { one.scene.service = { ...one.scene.service, record: 'servicenow:service:none' }; one.tell('service', { 'servicenow:service:none': absent }); }, ['servicenow:service:none cannot be read']],
    ['service levels', (one) => { one.tell('service.serviceLevels', { [ledger.id]: unreadable }); }, ['The service levels of ledger cannot be read: it is down']],
    ['incidents without an answer', (one) => { one.incidents = { ...one.incidents, [ledger.id]: [] }; }, ['The incidents of servicenow:service:ledger cannot all be read']],
    ['more incidents than are looked through', (one) => { one.incidents = { ...one.incidents, [ledger.id]: [foundIn([outage('2', since)], { isComplete: false })] }; }, ['The incidents of servicenow:service:ledger cannot all be read']],
    ['incidents of a tool that is down', (one) => { one.incidents = { ...one.incidents, [itemName]: [foundIn<Incident>([], { problem: down })] }; }, ['The incidents of servicenow:ci:1 cannot all be read: it is down']],
  ])('%s', async (_title, alter, unknown) => {
    const reaching = new Reaching();
    alter(reaching);
    expect((await reaching.seen()).unknown).toEqual(unknown);
  });

  it('that it reaches no service, of which no levels are asked', async () => {
    const reaching = new Reaching();
    reaching.told.readings = { 'ci': reaching.told.readings['ci'] ?? {}, 'ci.impactedServices': { [itemName]: found([]), 'servicenow:ci:2': found([]) } };
    expect(await reaching.seen()).toMatchObject({ services: [], levels: new Map(), unknown: ['No service is known that it reaches: relate its item to one in the CMDB, or name the service’s record'] });
    expect(reaching.told.asked.flat()).not.toContain('service.serviceLevels');
  });

  it('while what could be seen stays', async () => {
    const reaching = new Reaching();
    reaching.tell('service.serviceLevels', { [ledger.id]: unreadable });
    reaching.incidents = { ...reaching.incidents, [ledger.id]: [foundIn([outage('2', since)], { isComplete: false })], 'servicenow:ci:2': [] };
    expect(await reaching.seen()).toEqual({
      services: [payments, ledger], incidents: [outage('1', since), outage('2', since)], levels: new Map([[payments.id, [level]]]),
      unknown: ['The incidents of servicenow:service:ledger cannot all be read', 'The incidents of servicenow:ci:2 cannot all be read', 'The service levels of ledger cannot be read: it is down'],
    });
  });

  it('of an identity that is none no tool is asked', async () => {
    const reaching = new Reaching();
    reaching.tell('ci', { [itemName]: found(anItem('odd')) });
    reaching.tell('ci.impactedServices', { odd: found([payments]) });
    expect((await reaching.seen()).unknown).toEqual(['The incidents of odd cannot all be read']);
    expect(reaching.told.asked).toContainEqual(['incidents.list', expect.objectContaining({ serviceId: 'odd' }), ['']]);
  });
});
