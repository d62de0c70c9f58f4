import type { Deployment } from '../../domain/deployment.ts';
import type { Environment, ServiceDeclaration } from '../../domain/environment.ts';
import type { Freeze } from '../../domain/freeze.ts';
import { instant } from '../../domain/instant.ts';
import { everywhere, viewerWith, type Person, type Viewer } from '../../domain/person.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Catalogue } from '../../domain/ports/catalogue.ts';
import type { Reading, Records } from '../../domain/ports/records.ts';
import type { PlanStore, ReleaseStore } from '../../domain/ports/stores.ts';
import type { GateVerdict, JudgementPurpose, Readiness } from '../../domain/readiness.ts';
import type { DeploymentPlan, Link, Release } from '../../domain/release.ts';
import type { VerificationKey } from '../../receipt/index.ts';
import type { DeploymentPorts } from '../ports.ts';
import { triggerDeployment } from '../trigger-deployment.ts';
import type { TriggerInput } from '../trigger-input.ts';
import { InMemoryDeployments } from './in-memory-deployments.ts';
import { InMemoryQueue } from './in-memory-queue.ts';
import { pinned } from './library.ts';
import { workItemId } from './planner.ts';
import { changeId, itemId, Tools } from './tools.ts';

/** A clock that only moves when a spec moves it. */
export class HandClock {
  #now = Date.parse('2026-11-23T05:00:00.000Z');

  now(): Date {
    return new Date(this.#now);
  }

  pass(milliseconds: number): void {
    this.#now += milliseconds;
  }
}

export const somebody: Person = { kind: 'person', id: 'person:ana@bank.example', name: 'Ana', email: 'ana@bank.example', isActive: true, accounts: [], isMapped: true };
export const viewer: Viewer = viewerWith(somebody, [everywhere('RELEASE_MANAGER')]);
export const production: Environment = { name: 'production', isProduction: true, policy: 'production' };
const digest = 'a'.repeat(64);
/** One pretended tool plays them all. */
const toolNames: ReadonlySet<string> = new Set(['servicenow', 'artifactory', 'jira']);

export const service: ServiceDeclaration = {
  key: 'payments', name: 'Payments', record: null, 
  workItems: { connection: 'jira', project: 'PAY', isVersionReleased: true, areLinked: true },
  artifacts: { connection: 'artifactory', build: 'payments', path: '.', promoteTo: { production: 'live' }, isStamped: true },
  targets: { production: { connection: 'servicenow', className: 'cmdb_ci_appl', match: 'payments-prod', versionAttribute: 'version', discoverySource: 'Muster' } },
  deployers: { production: { connection: 'servicenow', name: 'github-actions', settings: {} } },
};

/** One release, ready to go to production, with pretended tools around it; every part can be altered before or while it goes. */
export class Scene {
  readonly clock = new HandClock();
  readonly tools = new Tools(this.clock);
  readonly deployments = new InMemoryDeployments(this.clock);
  readonly queue = new InMemoryQueue();
  readonly input: TriggerInput = { releaseKey: 'payments-2.4.0', environment: 'production', start: 'NOW', idempotencyKey: 'key-1' };
  release: Release = aRelease();
  /** Releases that are known besides. */
  others: readonly Release[] = [];
  plan: DeploymentPlan = aPlan();
  links: readonly Link[] = [aLink('CHANGE', changeId), aLink('CONFIGURATION_ITEM', itemId), aLink('WORK_ITEM', workItemId, { environment: null })];
  readiness: Partial<Readiness> = {};
  /** What a back-out is judged otherwise. */
  backOutReadiness: Partial<Readiness> = {};
  judgements = 0;
  service = service;
  environment = production;
  policy: Policy = { name: 'production', version: '1', receiptValidityMs: 1_800_000, requiredAgreements: [], gates: [] };
  receiptKeys: readonly VerificationKey[] = [];
  readonly freezes: Freeze[] = [];

  ports(): DeploymentPorts {
    return {
      deployments: this.deployments, queue: this.queue, clock: this.clock, records: this.#records(), catalogue: this.#catalogue(),
      releases: { byKeys: (keys: readonly string[]) => Promise.resolve(new Map([this.release, ...this.others].filter(({ key }) => keys.includes(key)).map((one) => [one.key, one]))) } satisfies Partial<ReleaseStore> as unknown as ReleaseStore,
      plans: { byId: () => Promise.resolve(this.plan), latest: () => Promise.resolve([this.plan]) } satisfies Partial<PlanStore> as unknown as PlanStore,
      freezes: { unlifted: () => Promise.resolve(this.freezes) },
      connections: { all: [this.tools.connection()], byName: (name) => (toolNames.has(name) ? this.tools.connection() : undefined) },
      graph: { assemble: () => Promise.resolve(new Map([[this.release.key, { links: this.links, gaps: [] }]])) },
      judge: (release, _environment, { purpose }) => this.#judge(release, purpose), receiptKeys: this.receiptKeys,
    };
  }

  async accept(more: Partial<TriggerInput> = {}): Promise<Deployment> {
    const { deployment, mistakes } = await triggerDeployment(this.ports(), viewer, { ...this.input, ...more });
    if (deployment === null) throw new Error(`not accepted: ${mistakes.map(({ message }) => message).join()}`);
    return deployment;
  }

  async standing(id: string): Promise<Deployment> {
    const deployment = await this.deployments.byId(id);
    if (deployment === null) throw new Error(`no deployment ${id}`);
    return deployment;
  }

  readinessNow(release = this.release): Readiness {
    return {
      releaseKey: release.key, environment: 'production', outcome: 'READY', basis: 'LIVE', judgedAt: instant(this.clock.now()),
      policy: this.policy,
      verdicts: [], factsDigest: digest, readyFromAt: null, packageDigest: release.sealed?.digest ?? null, planId: this.plan.id, planVersion: this.plan.version,
      ...this.readiness,
    };
  }

  #judge(release: Release, purpose: JudgementPurpose): Promise<Readiness> {
    this.judgements += 1;
    return Promise.resolve().then(() => {
      this.tools.meet('judge');
      return { ...this.readinessNow(release), ...(purpose === 'BACK_OUT' && this.backOutReadiness) };
    });
  }

  #records(): Records {
    const read = (kind: string, names: readonly string[]): Promise<ReadonlyMap<string, unknown>> => Promise.resolve().then(() => {
      this.tools.meet(`read:${kind}`);
      const fetchedAt = instant(this.clock.now());
      const reading = (value: unknown): Reading<unknown> => (value === null ? { state: 'absent', fetchedAt } : { state: 'found', value, fetchedAt, problem: null });
      return new Map(names.map((name) => [name, reading(this.tools.record(kind, name))]));
    });
    const find = (question: string, about: { readonly correlationId?: string }): Promise<unknown> => {
      if (question === 'problems.correlated') return this.tools.problems.find(about.correlationId ?? '');
      return question === 'incidents.list' ? this.tools.reached.find() : this.tools.library.find();
    };
    const relate = (relation: string, ids: readonly string[]): Promise<unknown> => this.tools.reached.relate(relation, ids);
    return { read, find, relate } satisfies Partial<Record<keyof Records, unknown>> as unknown as Records;
  }

  #catalogue(): Catalogue {
    return {
      environments: [this.environment], services: [this.service], policies: [],
      environment: (name) => (name === 'production' ? this.environment : undefined),
      service: (key) => (key === 'payments' ? this.service : undefined),
      policyOf: () => this.policy,
    };
  }
}

export function verdict(gate: string, outcome: GateVerdict['outcome'], because: string): GateVerdict {
  return { gate, outcome, isBlocking: true, because, expected: null, actual: null, evidence: [], remedy: null, remedyUrl: null, responsible: [], restsOn: [], passesFromAt: null, waiver: null };
}

export function aLink(relation: Link['relation'], identity: string, more: Partial<Link> = {}): Link {
  return { id: `link:${identity}`, releaseKey: 'payments-2.4.0', relation, reference: identity, identity, environment: 'production', origin: 'DECLARED', by: 'Ana', linkedAt: '2026-11-01T00:00:00.000Z', excluded: null, ...more };
}

function aRelease(): Release {
  return {
    id: 'release:1', key: 'payments-2.4.0', name: 'Payments 2.4.0', version: '2.4.0', description: null, serviceKey: 'payments', ownerEmail: 'ana@bank.example', train: null, dependsOn: [], stakeholders: [],
    createdAt: '2026-11-01T00:00:00.000Z', canceledAt: null, closedAt: null,
    sealed: { revision: 1, sealedAt: '2026-11-02T00:00:00.000Z', sealedBy: somebody, digest, artifacts: [pinned] },
  };
}

function aPlan(): DeploymentPlan {
  return { id: 'plan:1', releaseKey: 'payments-2.4.0', environment: 'production', version: 1, window: null, deployer: 'github-actions', parameters: { batch: 1 }, backoutPlan: null, proposedBy: somebody, proposedAt: '2026-11-02T00:00:00.000Z', agreements: [] };
}
