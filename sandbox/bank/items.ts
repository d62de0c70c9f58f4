import type { StoryItem, StoryRelation } from './story.ts';
import { serviceOf, services, type ServiceHistory } from './services.ts';

const app = 'cmdb_ci_appl';
const server = 'cmdb_ci_linux_server';
const database = 'cmdb_ci_db_postgresql_instance';
const balancer = 'cmdb_ci_lb';
const cluster = 'cmdb_ci_cluster';

/** Owned by the integration platform and shared by most services: a fault in here is felt far away. */
const shared: readonly StoryItem[] = [
  item('core-banking-bus-prod', app, 'platform', { version: '9.2.1' }),
  item('bus-broker-1-prod', app, 'platform', { version: '9.2.1' }),
  item('bus-broker-2-prod', app, 'platform', { version: '9.2.1' }),
  item('bus-cluster-prod', cluster, 'platform'),
  item('bus-node-1-prod', server, 'platform'),
  item('bus-node-2-prod', server, 'platform'),
  item('edge-lb-prod', balancer, 'platform', { version: '17.1' }),
  item('identity-prod', app, 'platform', { version: '24.0.3' }),
  item('identity-db-prod', database, 'platform', { version: '16.4' }),
];

/** Payments is the bank's busiest service: more moving parts than the others. */
const paymentsExtra: readonly StoryItem[] = [
  ...['gateway', 'scheduler', 'sepa', 'swift', 'reconciler', 'cutoff', 'sanctions'].map((part) => item(`payments-${part}-prod`, app, 'payments', { version: '2.3.4' })),
  ...[2, 3, 4, 5, 6, 7, 8].map((n) => item(`payments-node-${n}-prod`, server, 'payments')),
  item('payments-db-replica-prod', database, 'payments', { version: '16.4' }),
  item('payments-cluster-prod', cluster, 'payments'),
  item('payments-lb-prod', balancer, 'payments', { version: '17.1' }),
  item('payments-cache-prod', app, 'payments', { version: '7.4.1' }),
];

/** Items in repair, retired and the like stand beside the four releases that the story is about, never under them. */
const oddOnes: readonly StoryItem[] = [
  item('lending-legacy-prod', app, 'lending', { version: '5.9.9', operationalStatus: '6' }),
  item('onboarding-node-2-prod', server, 'onboarding', { operationalStatus: '3' }),
  item('messaging-sms-prod', app, 'messaging', { version: '1.0.4', operationalStatus: '2' }),
  item('online-banking-dr-prod', server, 'online-banking', { operationalStatus: '4' }),
  // Hidden from integrations by the CMDB's access rules; its relation stays visible.
  item('fraud-vault-prod', server, 'fraud'),
];

export const items: readonly StoryItem[] = [...services.flatMap(itemsOf), ...paymentsExtra, ...shared, ...oddOnes];

export const relations: readonly StoryRelation[] = [
  ...services.flatMap(relationsOf),
  ...paymentsExtra.flatMap(paymentsRelations),
  ...sharedRelations(),
  dependsOn('lending-api-prod', 'lending-legacy-prod'),
  dependsOn('messaging-api-prod', 'messaging-sms-prod'),
  runsOn('onboarding-worker-prod', 'onboarding-node-2-prod'),
  runsOn('online-banking-worker-prod', 'online-banking-dr-prod'),
  runsOn('fraud-worker-prod', 'fraud-vault-prod'),
];

/** Production items of a service, the one that carries the running version first. */
export function productionItemsOf(serviceKey: string): string[] {
  const target = serviceOf(serviceKey).target['production'];
  const names = items.filter((one) => one.serviceKey === serviceKey && one.environment === 'production' && one.operationalStatus === '1').map((one) => one.name);
  return names.sort((a, b) => Number(b === target) - Number(a === target));
}

function itemsOf(service: ServiceHistory): StoryItem[] {
  const { key, running } = service;
  return [
    item(`${key}-api-prod`, app, key, { version: running.production }),
    item(`${key}-worker-prod`, app, key, { version: running.production }),
    item(`${key}-db-prod`, database, key, { version: '16.4' }),
    item(`${key}-node-1-prod`, server, key),
    item(`${key}-api-stag`, app, key, { version: running.staging, environment: 'staging' }),
    item(`${key}-db-stag`, database, key, { version: '16.4', environment: 'staging' }),
  ];
}

function relationsOf({ key, name }: ServiceHistory): StoryRelation[] {
  return [
    dependsOn(name, `${key}-api-prod`), dependsOn(name, `${key}-worker-prod`),
    dependsOn(`${key}-api-prod`, `${key}-db-prod`), dependsOn(`${key}-worker-prod`, `${key}-db-prod`),
    runsOn(`${key}-api-prod`, `${key}-node-1-prod`), runsOn(`${key}-worker-prod`, `${key}-node-1-prod`),
    dependsOn(`${key}-api-stag`, `${key}-db-stag`),
  ];
}

function paymentsRelations({ name, className }: StoryItem): StoryRelation[] {
  if (name === 'payments-cluster-prod') return [runsOn('payments-api-prod', name)];
  if (className === server) return [{ parent: 'payments-cluster-prod', child: name, type: 'Contains::Contained by' }];
  return [dependsOn('payments-api-prod', name), ...(className === app ? [runsOn(name, 'payments-cluster-prod')] : [])];
}

function sharedRelations(): StoryRelation[] {
  const onTheBus = ['payments', 'ledger', 'statements', 'cards', 'fraud', 'lending'];
  const behindTheEdge = ['payments', 'online-banking', 'onboarding', 'cards'];
  return [
    ...onTheBus.map((key) => dependsOn(`${key}-api-prod`, 'core-banking-bus-prod')),
    ...behindTheEdge.map((key) => dependsOn(`${key}-api-prod`, 'edge-lb-prod')),
    dependsOn('platform-api-prod', 'core-banking-bus-prod'),
    dependsOn('core-banking-bus-prod', 'bus-broker-1-prod'), dependsOn('core-banking-bus-prod', 'bus-broker-2-prod'),
    runsOn('bus-broker-1-prod', 'bus-cluster-prod'), runsOn('bus-broker-2-prod', 'bus-cluster-prod'),
    { parent: 'bus-cluster-prod', child: 'bus-node-1-prod', type: 'Contains::Contained by' },
    { parent: 'bus-cluster-prod', child: 'bus-node-2-prod', type: 'Contains::Contained by' },
    dependsOn('online-banking-api-prod', 'identity-prod'), dependsOn('onboarding-api-prod', 'identity-prod'),
    dependsOn('identity-prod', 'identity-db-prod'),
    // Services lean on each other too; statements and the ledger's worker even in a ring, as real maps do.
    dependsOn('statements-api-prod', 'ledger-api-prod'), dependsOn('ledger-worker-prod', 'statements-api-prod'),
    dependsOn('online-banking-api-prod', 'payments-api-prod'), dependsOn('fraud-worker-prod', 'cards-api-prod'),
    // The same pair twice, by two types: also a fact of real maps.
    { parent: 'core-banking-bus-prod', child: 'bus-broker-1-prod', type: 'Contains::Contained by' },
  ];
}

function item(name: string, className: string, serviceKey: string, given: Partial<Pick<StoryItem, 'version' | 'environment' | 'operationalStatus'>> = {}): StoryItem {
  return { name, className, serviceKey, environment: 'production', operationalStatus: '1', version: null, ...given };
}

function dependsOn(parent: string, child: string): StoryRelation {
  return { parent, child, type: 'Depends on::Used by' };
}

function runsOn(parent: string, child: string): StoryRelation {
  return { parent, child, type: 'Runs on::Runs' };
}
