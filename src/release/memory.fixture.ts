import { UserMistake } from '../domain/error.ts';
import type { Environment, ServiceDeclaration } from '../domain/environment.ts';
import { everywhere, viewerWith, type Person, type Viewer } from '../domain/person.ts';
import type { Catalogue } from '../domain/ports/catalogue.ts';
import type { AuditEntry, PlanStore, ReleaseStore } from '../domain/ports/stores.ts';
import { linkOrigins, type DeploymentPlan, type Link, type Release } from '../domain/release.ts';
import type { ReleasePorts } from './ports.ts';
import { FakeTools } from './tools.fixture.ts';

/** Ports for specs: stores in memory that keep the promises of the real ones, and tools that say what a spec tells them to. */
export interface MemoryPorts extends ReleasePorts {
  readonly records: FakeTools;
  readonly entries: AuditEntry[];
  readonly kept: { readonly links: Map<string, Link>; readonly plans: Map<string, DeploymentPlan> };
}

export const now = '2026-11-23T12:00:00.000Z';

export function person(name: string, given: Partial<Person> = {}): Person {
  const email = `${name.toLowerCase()}@northbank.example`;
  return { kind: 'person', id: `person:${email}`, name, email, isActive: true, accounts: [], isMapped: true, ...given };
}
export const ines = person('Ines');
export const omar = person('Omar');
export const by = (actor: Viewer['actor']): Viewer => viewerWith(actor, [everywhere('RELEASE_MANAGER')]);

const target = (match: string) => ({ connection: 'servicenow', className: 'cmdb_ci_appl', match, versionAttribute: 'version', discoverySource: 'Muster' });
export const payments: ServiceDeclaration = {
  key: 'payments', name: 'Payments', record: 'servicenow:service:Payments', workItems: { connection: 'jira', project: 'PAY', isVersionReleased: true, areLinked: true },
  artifacts: { connection: 'artifactory', build: 'payments', path: 'libs', promoteTo: {}, isStamped: true },
  targets: { production: target('payments-api-prod'), staging: target('payments-api-stag') },
  deployers: { production: { connection: 'github', name: 'actions', settings: {} } },
};

export function release(given: Partial<Release> = {}): Release {
  return {
    id: 'release:1', key: 'payments-2.4.0', name: 'Payments', version: '2.4.0', description: null, serviceKey: 'payments', ownerEmail: 'ines@northbank.example', train: null, dependsOn: [],
    stakeholders: [], createdAt: now, canceledAt: null, closedAt: null, sealed: null, ...given,
  };
}

export function memoryPorts(standing: readonly Release[] = [], links: readonly Link[] = []): MemoryPorts {
  const kept = { releases: new Map(standing.map((one) => [one.key, one])), links: new Map(links.map((one) => [one.id, one])), plans: new Map<string, DeploymentPlan>() };
  const entries: AuditEntry[] = [];
  return {
    releases: releaseStore(kept.releases, kept.links), plans: planStore(kept.plans), records: new FakeTools(now), catalogue, entries, kept,
    audit: { append: (entry) => { entries.push(entry); return Promise.resolve(); } },
    people: { ofAccount: () => { throw new Error('no accounts here'); }, ofEmail: (email) => ({ ...person(email.split('@')[0] ?? email), id: `person:${email.toLowerCase()}`, email }) },
    clock: { now: () => new Date(now) },
  };
}

const environments: readonly Environment[] = [{ name: 'staging', isProduction: false, policy: 'p' }, { name: 'production', isProduction: true, policy: 'p' }];
const catalogue: Catalogue = {
  environments, services: [payments], policies: [],
  environment: (name) => environments.find((one) => one.name === name),
  service: (key) => (key === 'payments' ? payments : undefined),
  policyOf: () => ({ name: 'p', version: '1', receiptValidityMs: 0, requiredAgreements: ['CHANGE_AUTHORITY', 'SERVICE_OWNER'], gates: [] }),
};

function releaseStore(releases: Map<string, Release>, links: Map<string, Link>): ReleaseStore {
  const change = (key: string, given: Partial<Release>): Promise<Release> => {
    const changed = { ...release({ key }), ...releases.get(key), ...given };
    releases.set(key, changed);
    return Promise.resolve(changed);
  };
  const unused = (): never => { throw new Error('not needed in these specs'); };
  return {
    create(one, its) {
      if (releases.has(one.key)) throw new UserMistake('CONFLICT', `${one.key} is taken.`, ['key']);
      releases.set(one.key, one);
      for (const link of its) links.set(link.id, link);
      return Promise.resolve();
    },
    byKeys: (keys) => Promise.resolve(new Map(keys.flatMap((key) => { const found = releases.get(key); return found === undefined ? [] : [[key, found] as const]; }))),
    links: (keys) => Promise.resolve(new Map(keys.map((key) => [key, [...links.values()].filter((link) => link.releaseKey === key)]))),
    addLinks: (added) => Promise.resolve(added.map((link) => {
      const before = [...links.values()].find((one) => JSON.stringify([one.releaseKey, one.relation, one.reference, one.environment]) === JSON.stringify([link.releaseKey, link.relation, link.reference, link.environment]));
      const isStronger = before !== undefined && linkOrigins.indexOf(link.origin) < linkOrigins.indexOf(before.origin);
      const standing = before === undefined ? link : { ...before, identity: before.identity ?? link.identity, ...(isStronger ? { origin: link.origin, by: link.by } : {}) };
      links.set(standing.id, standing);
      return standing;
    })),
    exclude(id, excluded) {
      const link = links.get(id);
      if (link === undefined) throw new Error(`no link ${id}`);
      links.set(id, { ...link, excluded });
      return Promise.resolve({ ...link, excluded });
    },
    update: change,
    seal: (key, sealed) => change(key, { sealed }),
    byIds: unused, list: unused, releasesOfRecord: unused, releasesOfArtifact: unused,
  };
}

function planStore(plans: Map<string, DeploymentPlan>): PlanStore {
  const newest = (key: string): DeploymentPlan[] => [...Map.groupBy([...plans.values()].filter((plan) => plan.releaseKey === key), (plan) => plan.environment).values()].map((of) => of.sort((a, b) => b.version - a.version)[0]).filter((plan) => plan !== undefined);
  return {
    propose(plan) {
      const proposed = { ...plan, version: Math.max(0, ...[...plans.values()].filter((one) => one.releaseKey === plan.releaseKey && one.environment === plan.environment).map((one) => one.version)) + 1 };
      plans.set(proposed.id, proposed);
      return Promise.resolve(proposed);
    },
    byId: (id) => Promise.resolve(plans.get(id) ?? null),
    byIds: () => Promise.reject(new Error('nothing here asks for plans by ids')),
    latest: (keys) => Promise.resolve(keys.flatMap(newest)),
    agree(id, agreement, countsFrom) {
      const plan = plans.get(id);
      if (plan === undefined) throw new Error(`no plan ${id}`);
      const agreed = { ...plan, agreements: [...plan.agreements.filter(({ agreedAt }) => countsFrom === null || agreedAt >= countsFrom), agreement] };
      plans.set(id, agreed);
      return Promise.resolve(agreed);
    },
  };
}

