import type { ArtifactEvidence, Build, SignedStatement } from '../domain/artifact.ts';
import type { ChangeConflict } from '../domain/change.ts';
import type { ChangeWindow } from '../domain/change-window.ts';
import type { ConfigurationItem, Service, ServiceLevel } from '../domain/configuration-item.ts';
import type { Deployment } from '../domain/deployment.ts';
import type { Freeze } from '../domain/freeze.ts';
import type { Incident, Problem } from '../domain/incident.ts';
import type { Release } from '../domain/release.ts';
import type { KnowledgeArticle } from '../domain/knowledge.ts';
import type { AccountRecord, Entitlement, Licence } from '../domain/licence.ts';
import type { RecordIdentity } from '../domain/reference.ts';
import type { Fact } from './fact.ts';
import type { RecordFacts } from './record-facts.ts';

/** What only some gates look at. It is gathered when the policy names a gate that asks for it; else it is unknown. */
export interface AskedFacts {
  /** How the release stands in each environment, by Muster's own records: the deployment that decides it there. */
  readonly deployments: Fact<readonly Deployment[]>;
  readonly dependencies: Fact<readonly DependencyFacts[]>;
  /** Every freeze that nobody has lifted, of whatever scope and time. */
  readonly freezes: Fact<readonly Freeze[]>;
  /** Blackout and maintenance schedules that each production tool keeps, of whatever time. */
  readonly windows: Fact<readonly FoundWindows[]>;
  /** Of each item of the release, the target included, that could be read. */
  readonly reach: Fact<readonly ReachFacts[]>;
  /** What is open about each service that is reached. */
  readonly openIncidents: Fact<readonly TroubleFacts<Incident>[]>;
  readonly openProblems: Fact<readonly TroubleFacts<Problem>[]>;
  /** What the last check of the change tool found, of each change that could be read. */
  readonly conflicts: Fact<readonly ToldOf<readonly ChangeConflict[]>[]>;
  /** Every deployment that has not ended, of whatever service and environment. */
  readonly openDeployments: Fact<readonly OpenDeploymentFacts[]>;
  /** Accounts of everybody who has a part in the release, of each production directory. */
  readonly accounts: Fact<readonly FoundAccounts[]>;
  /** Of each artifact of the package that could be read. */
  readonly evidence: Fact<readonly ToldOf<readonly ArtifactEvidence[]>[]>;
  readonly statements: Fact<readonly ToldOf<readonly SignedStatement[]>[]>;
  /** What the artifacts of the package say of themselves that made them. */
  readonly builds: Fact<readonly RecordFacts<Build>[]>;
  /** Articles that are linked to the release. */
  readonly knowledge: Fact<readonly RecordFacts<KnowledgeArticle>[]>;
  /** What is promised of each service that is reached, and still runs. */
  readonly serviceLevels: Fact<readonly ToldOf<readonly ServiceLevel[]>[]>;
  /** What went live last of the service in the environment, by Muster's own records; null: nothing ever did. */
  readonly lastLive: Fact<LastLive | null>;
  /** What those accounts may use; gathered only when the policy asks for a licence. */
  readonly licences: Fact<readonly FoundLicences[]>;
  /** What went out last of the release's service to this environment, by Muster's own records. */
  readonly lastOfService: Fact<LastFacts>;
}
export type AskedName = keyof AskedFacts;

const every: Readonly<Record<AskedName, true>> = {
  deployments: true, dependencies: true, freezes: true, windows: true, reach: true, openIncidents: true, openProblems: true, conflicts: true, openDeployments: true,
  accounts: true, evidence: true, statements: true, builds: true, knowledge: true, serviceLevels: true, lastLive: true, licences: true, lastOfService: true,
};
export const askedNames = Object.keys(every) as readonly AskedName[];

/** A release that this one depends on, and what went out last of its service to this environment, by Muster's own records. */
export interface DependencyFacts {
  readonly key: string;
  /** Null when Muster knows no such release. */
  readonly release: Release | null;
  /** The newest that has or had its turn; null when nothing of the service ever went there. */
  readonly last: Deployment | null;
}

export interface LastFacts {
  /** The newest that has or had its turn; null when nothing of the service ever went there. */
  readonly deployment: Deployment | null;
  /** What it was of; null when Muster knows no release of it. */
  readonly release: Release | null;
}

/** Services that stop or suffer when an item does, as the relations of the CMDB say. */
export interface ReachFacts {
  readonly item: RecordIdentity;
  readonly services: Fact<readonly Service[]>;
}

export interface TroubleFacts<T extends Incident | Problem> {
  readonly service: RecordIdentity;
  readonly open: Fact<readonly T[]>;
}

/** What a tool told of one record. */
export interface ToldOf<T> {
  readonly of: RecordIdentity;
  readonly told: Fact<T>;
}

/** What one tool tells of its schedules. */
export interface FoundWindows {
  readonly connection: string;
  readonly windows: Fact<readonly ChangeWindow[]>;
}

/** What one directory tells of the people it was asked about. */
export interface FoundAccounts {
  readonly connection: string;
  readonly accounts: Fact<readonly AccountRecord[]>;
}

export interface FoundLicences {
  readonly connection: string;
  readonly licences: Fact<readonly Licence[]>;
  /** Of the accounts that were found there. */
  readonly entitlements: Fact<readonly Entitlement[]>;
}

export interface LastLive {
  readonly deployment: Deployment;
  /** Of the release that it was of; null when Muster cannot tell which one that was. */
  readonly version: string | null;
}

/** A deployment that is accepted, waits or runs, by Muster's own records, and the items of the changes it acts under. */
export interface OpenDeploymentFacts {
  readonly deployment: Deployment;
  readonly items: Fact<readonly ConfigurationItem[]>;
}

/** Passes every fact that a tool supplied, or that was asked for, through `change`. */
export function changeAsked(asked: AskedFacts, change: <T>(fact: Fact<T>) => Fact<T>): AskedFacts {
  const told = <T>(fact: Fact<readonly ToldOf<T>[]>): Fact<readonly ToldOf<T>[]> => within(fact, change, (one) => ({ ...one, told: change(one.told) }));
  return {
    deployments: change(asked.deployments), dependencies: change(asked.dependencies), freezes: change(asked.freezes), lastOfService: change(asked.lastOfService),
    windows: within(asked.windows, change, (one) => ({ ...one, windows: change(one.windows) })),
    reach: within(asked.reach, change, (one) => ({ ...one, services: change(one.services) })),
    openIncidents: within(asked.openIncidents, change, (one) => ({ ...one, open: change(one.open) })),
    openProblems: within(asked.openProblems, change, (one) => ({ ...one, open: change(one.open) })),
    conflicts: told(asked.conflicts),
    accounts: within(asked.accounts, change, (one) => ({ ...one, accounts: change(one.accounts) })),
    licences: within(asked.licences, change, (one) => ({ ...one, licences: change(one.licences), entitlements: change(one.entitlements) })),
    evidence: told(asked.evidence), statements: told(asked.statements),
    builds: within(asked.builds, change, (one) => ({ ...one, record: change(one.record) })),
    knowledge: within(asked.knowledge, change, (one) => ({ ...one, record: change(one.record) })),
    serviceLevels: told(asked.serviceLevels), lastLive: change(asked.lastLive),
    openDeployments: within(asked.openDeployments, change, (one) => ({ ...one, items: change(one.items) })),
  };
}

/** A fact that holds facts: all of them, the outer one last. */
function within<T>(fact: Fact<readonly T[]>, change: <U>(fact: Fact<U>) => Fact<U>, each: (one: T) => T): Fact<readonly T[]> {
  return change(fact.state === 'known' ? { ...fact, value: fact.value.map(each) } : fact);
}
