import type { Artifact, ArtifactEvidence, Build, TestReport } from '../domain/artifact.ts';
import type { Change } from '../domain/change.ts';
import type { ChangeWindow } from '../domain/change-window.ts';
import type { ConfigurationItem, Service, ServiceLevel } from '../domain/configuration-item.ts';
import type { Deployment } from '../domain/deployment.ts';
import type { Freeze } from '../domain/freeze.ts';
import type { KnowledgeArticle } from '../domain/knowledge.ts';
import type { AccountRecord, Entitlement, Licence } from '../domain/licence.ts';
import type { Account, Person } from '../domain/person.ts';
import type { Policy, PolicyGate } from '../domain/policy.ts';
import type { ServiceDeclaration } from '../domain/environment.ts';
import type { DiscoveryGap } from '../domain/ports/release-graph.ts';
import type { Incident, Problem } from '../domain/incident.ts';
import type { DeploymentPlan, Link, LinkRelation, Release } from '../domain/release.ts';
import type { Source, SourceProblem, SourceRecord } from '../domain/source.ts';
import type { WorkItem } from '../domain/work-item.ts';
import { known } from './fact.ts';
import type { ApprovalFacts, AskedFacts, ArtifactFacts, ChangeFacts, Facts, FoundLicences, PlanFacts, RecordFacts } from './facts.ts';
import { gates } from './gates/index.ts';
import { pipelineKey, signed } from './signed.fixture.ts';

/** An example for specs: a release about which everything is known and everything is right. Each spec spoils one thing. */
export const now = '2026-11-23T12:00:00.000Z';
export const sha = 'a'.repeat(64);

export function person(name: string, given: Partial<Person> = {}): Person {
  const email = `${name.toLowerCase()}@northbank.example`;
  return { kind: 'person', id: `person:${email}`, name, email, isActive: true, accounts: [], isMapped: true, ...given };
}

export const kenji = person('Kenji');
export const omar = person('Omar');
export const grace = person('Grace');
export const stranger = person('Stranger', { id: 'person:servicenow/x', email: null, isMapped: false });

export function source(reference: string, given: Partial<Source> = {}): Source {
  const [connection = '', , ...key] = reference.split(':');
  return { reference, system: connection.toUpperCase(), connection, key: key.join(':'), url: `https://${connection}.example/${key.join(':')}`, fetchedAt: now, isStale: false, problem: null, ...given };
}

export function link(relation: LinkRelation, reference: string, given: Partial<Link> = {}): Link {
  return { id: `link:${reference}`, releaseKey: 'payments-2.4.0', relation, reference, identity: null, environment: null, origin: 'DECLARED', by: 'Grace', linkedAt: now, excluded: null, ...given };
}

function read<T extends SourceRecord>(relation: LinkRelation, record: T): RecordFacts<T> {
  const { reference } = record.source;
  return { reference, link: link(relation, reference), source: record.source, discountedBecause: null, record: known(record, now) };
}

export const greenChange: Change = {
  kind: 'change', id: 'servicenow:change:c3', source: source('servicenow:change:CHG0030003'), label: 'CHG0030003', number: 'CHG0030003',
  title: 'Deploy Payments 2.4.0 to production', description: 'Deploys release payments-2.4.0 of Payments to production.', type: 'NORMAL', state: 'SCHEDULED', stateLabel: 'Scheduled',
  approval: 'APPROVED', risk: 'LOW', isOnHold: false, plannedStartAt: '2026-11-23T11:00:00.000Z', plannedEndAt: '2026-11-30T12:00:00.000Z',
  assignedTo: null, requestedBy: { connection: 'servicenow', userName: 'kenji', name: 'Kenji', email: 'kenji@northbank.example', isActive: true },
  backoutPlan: 'Redeploy payments-2.3.4 from the library.', testPlan: null, correlationId: 'payments-2.4.0', serviceName: 'Payments', template: null, conflictsCheckedAt: now,
};

export const greenItem: ConfigurationItem = {
  kind: 'ci', id: 'servicenow:ci:i1', source: source('servicenow:ci:payments-api-prod'), label: 'payments-api-prod', name: 'payments-api-prod',
  className: 'cmdb_ci_appl', operationalState: 'OPERATIONAL', runningVersion: '2.3.4', environment: 'production', owner: null,
};

export const greenWork: WorkItem = {
  kind: 'work-item', id: 'jira:work-item:10012', source: source('jira:work-item:PAY-12'), label: 'PAY-12', key: 'PAY-12', title: 'Show the booking date',
  itemKind: 'Story', statusLabel: 'Done', progress: 'DONE', assignee: null, fixVersions: ['2.4.0'],
};

export const greenArtifact: Artifact = {
  kind: 'artifact', id: 'artifactory:artifact:a1', source: source('artifactory:artifact:libs-release-local/northbank/payments/2.4.0/payments-api-2.4.0.tgz'),
  label: 'payments-api-2.4.0.tgz', repository: 'libs-release-local', path: 'northbank/payments/2.4.0', name: 'payments-api-2.4.0.tgz',
  sizeBytes: 300, sha256: sha, buildName: 'payments', buildNumber: '118', properties: null,
};

export function approvedBy(approver: Person | null, given: Partial<ApprovalFacts> = {}): ApprovalFacts {
  return { approver, group: null, phase: 'RELEASE', state: 'APPROVED', ...given };
}

export function changeFactsOf(change: Partial<Change> = {}, given: Partial<ChangeFacts> = {}): ChangeFacts {
  return { ...read('CHANGE', { ...greenChange, ...change }), requester: kenji, approvals: known([approvedBy(omar), approvedBy(grace)], now), items: known([greenItem], now), ...given };
}

export function itemFactsOf(item: Partial<ConfigurationItem> = {}): RecordFacts<ConfigurationItem> {
  return read('CONFIGURATION_ITEM', { ...greenItem, ...item });
}

export function workFactsOf(item: Partial<WorkItem> = {}): RecordFacts<WorkItem> {
  return read('WORK_ITEM', { ...greenWork, ...item });
}

export function artifactFactsOf(artifact: Partial<Artifact> = {}, given: Partial<ArtifactFacts> = {}): ArtifactFacts {
  const scan = known({ state: 'SCANNED', critical: 0, high: 0, medium: 2, low: 9, scannedAt: now, licences: ['Apache-2.0', 'MIT'] } as const, now);
  return { ...read('ARTIFACT', { ...greenArtifact, ...artifact }), pinnedSha256: sha, scan, ...given };
}

export function policyGate(gate: string, given: Partial<PolicyGate> = {}): PolicyGate {
  return { gate, isBlocking: true, isWaivable: true, isUnknownWaivable: false, mayBeEmpty: false, maxFactAgeMs: null, parameters: {}, ...given };
}

/** Of gates that a policy must tell something. */
const parameters: Readonly<Record<string, PolicyGate['parameters']>> = {
  'environment-came-before': { environments: ['staging'] }, 'no-blocking-problem': { bearsKnownErrors: true }, 'people-are-current': { licensedFor: 'Release Desk' },
  'package-is-tested': { suites: ['acceptance'] }, 'package-is-signed': { keys: [pipelineKey.pem] }, 'artifact-licences-are-allowed': { denied: ['GPL-3.0-only'] },
};

export const policy: Policy = {
  name: 'production', version: '1', receiptValidityMs: 900_000, requiredAgreements: ['CHANGE_AUTHORITY', 'SERVICE_OWNER'],
  gates: gates.map(({ name }) => policyGate(name, { parameters: parameters[name] ?? {} })),
};

const target = { connection: 'servicenow', className: 'cmdb_ci_appl', match: 'payments-api-prod', versionAttribute: 'version', discoverySource: 'Muster' };
const service: ServiceDeclaration = {
  key: 'payments', name: 'Payments', record: 'servicenow:service:Payments', workItems: { connection: 'jira', project: 'PAY', isVersionReleased: true, areLinked: true },
  artifacts: { connection: 'artifactory', build: 'payments', path: 'libs-release-local/northbank/payments', promoteTo: {}, isStamped: true },
  targets: { production: target }, deployers: { production: { connection: 'github', name: 'actions', settings: {} } },
};

const release: Release = {
  id: 'release:1', key: 'payments-2.4.0', name: 'Payments', version: '2.4.0', description: null, serviceKey: 'payments', ownerEmail: 'grace@northbank.example', train: null, dependsOn: ['ledger-1.9.2'],
  stakeholders: [], createdAt: now, canceledAt: null, closedAt: null,
  sealed: { revision: 1, sealedAt: now, sealedBy: grace, digest: 'd'.repeat(64), artifacts: [{ reference: greenArtifact.source.reference, name: greenArtifact.name, sha256: sha }] },
};
/** What `release` depends on. */
export const ledger: Release = { ...release, id: 'release:2', key: 'ledger-1.9.2', name: 'Ledger', version: '1.9.2', serviceKey: 'ledger', dependsOn: [], sealed: { revision: 1, sealedAt: now, sealedBy: grace, digest: 'e'.repeat(64), artifacts: [] } };

/** A deployment of the release to staging that went well. */
export function deploymentOf(given: Partial<Deployment> = {}): Deployment {
  return {
    id: 'deployment:1', origin: 'TRIGGERED', releaseKey: 'payments-2.4.0', environment: 'staging', serviceKey: 'payments', sequence: 1, packageDigest: 'd'.repeat(64), planId: null, state: 'SUCCEEDED', because: '',
    needsAttention: false, requestedBy: kenji, requestedAt: '2026-11-20T09:00:00.000Z', start: 'NOW', startAt: null, triggeredAt: '2026-11-20T09:01:00.000Z', liveAt: '2026-11-20T09:05:00.000Z', finishedAt: '2026-11-20T09:06:00.000Z',
    idempotencyKey: null, correlation: 'muster-1', run: null, steps: [], changeIds: [], incidentId: null, backOutOfId: null, receipt: null, availability: null, fence: 1, ...given,
  };
}

export function liveLedger(given: Partial<Deployment> = {}): Deployment {
  return deploymentOf({ id: 'deployment:2', releaseKey: 'ledger-1.9.2', serviceKey: 'ledger', environment: 'production', packageDigest: 'e'.repeat(64), ...given });
}

export function accountOf(name: string, given: Partial<AccountRecord> = {}): AccountRecord {
  return { kind: 'account', id: `servicenow:account:${name}`, source: source(`servicenow:account:${name}`), label: name, userName: name, name, email: `${name}@northbank.example`, isActive: true, isService: false, ...given };
}

/** What made the example's artifact. */
export function buildFactsOf(given: Partial<Build> = {}, facts: Partial<RecordFacts<Build>> = {}): RecordFacts<Build> {
  const build: Build = {
    kind: 'build', id: 'artifactory:build:payments/118@1', source: source('artifactory:build:payments/118'), label: 'payments/118', name: 'payments', number: '118', startedAt: now, url: null, testsPassed: true, vcsRevision: null, vcsRepository: null,
    artifacts: [{ name: greenArtifact.name, sha256: sha, path: null, reference: null }], workItemKeys: [], ...given,
  };
  return { reference: build.source.reference, link: null, source: build.source, discountedBecause: null, record: known(build, now), ...facts };
}

/** Evidence that a suite passed on the sealed artifact. */
export function testedBy(suite: string, given: Partial<ArtifactEvidence> = {}, tests: Partial<TestReport> = {}): ArtifactEvidence {
  return {
    name: `${suite}.json`, predicateType: 'https://in-toto.io/attestation/test-result/v0.1', isVerified: true, createdAt: '2026-11-20T08:00:00.000Z', createdBy: 'ci', sha256: 'c'.repeat(64), subjectSha256: sha,
    tests: { result: 'PASSED', suites: [suite], passed: [], failed: [], ...tests }, ...given,
  };
}

export function articleFactsOf(given: Partial<KnowledgeArticle> = {}, facts: Partial<RecordFacts<KnowledgeArticle>> = {}): RecordFacts<KnowledgeArticle> {
  const article: KnowledgeArticle = {
    kind: 'knowledge', id: 'servicenow:knowledge:k1', source: source('servicenow:knowledge:KB0010001'), label: 'KB0010001', number: 'KB0010001', title: 'Runbook of payments', isPublished: true, updatedAt: now, expiresAt: '2100-01-02T00:00:00.000Z', ...given,
  };
  return { ...read('KNOWLEDGE', article), ...facts };
}

/** A service level that holds. */
export function levelOf(given: Partial<ServiceLevel> = {}): ServiceLevel {
  return { name: 'Incident resolution', target: 'resolution', isBreached: false, remainingPercent: 53.8, ...given };
}

/** Everybody may use the Release Desk. */
export function licencesOf(entitlement: Partial<Entitlement> = {}, licence: Partial<Licence> = {}): FoundLicences {
  const heldBy = (userName: string): Account => ({ connection: 'servicenow', userName, name: null, email: `${userName}@northbank.example`, isActive: true });
  return {
    connection: 'servicenow',
    licences: known([{ kind: 'licence', id: 'servicenow:licence:l1', source: source('servicenow:licence:Release Desk, 50 seats'), label: 'Release Desk, 50 seats', name: 'Release Desk, 50 seats', product: 'Release Desk', rights: 50, monthlyCost: null, currency: null, startsAt: null, endsAt: null, ...licence }], now),
    entitlements: known(['kenji', 'omar', 'grace'].map((name) => ({ kind: 'entitlement', id: `servicenow:entitlement:${name}`, source: source(`servicenow:entitlement:${name}`), label: name, licenceId: 'servicenow:licence:l1', heldBy: heldBy(name), since: null, isActive: true, ...entitlement })), now),
  };
}

/** A deployment under way that touches nothing of the release. */
export function openLending(given: Partial<Deployment> = {}): Deployment {
  return deploymentOf({ id: 'deployment:3', sequence: 3, releaseKey: 'lending-6.4.1', serviceKey: 'lending', environment: 'production', state: 'RUNNING', finishedAt: null, liveAt: null, changeIds: ['servicenow:change:c9'], ...given });
}

/** A freeze of production that is on from an hour before to an hour after `now`. */
export function freezeOf(given: Partial<Freeze> = {}): Freeze {
  return {
    id: 'freeze:1', name: 'Year end', reason: 'Books close.', scope: { environments: ['production'], services: null }, timeZone: 'UTC', recurrence: null,
    first: { startAt: '2026-11-23T11:00:00.000Z', endAt: '2026-11-23T13:00:00.000Z' }, declaredBy: omar, declaredAt: '2026-11-23T11:00:00.000Z', lifted: null, ...given,
  };
}

export function blackoutOf(given: Partial<ChangeWindow> = {}): ChangeWindow {
  return {
    kind: 'window', id: 'servicenow:window:w1', source: source('servicenow:window:Year end'), label: 'Year end', isBlackout: true, timeZone: 'Europe/Berlin',
    occurrences: [{ startAt: '2026-12-20T00:00:00.000Z', endAt: '2027-01-06T00:00:00.000Z' }], recurring: [], isPartial: false, ...given,
  };
}

/** Time in which releases may go out: on now, and longer than the example takes. */
export const maintenance = blackoutOf({ id: 'servicenow:window:w2', source: source('servicenow:window:Weekend'), label: 'Weekend', isBlackout: false, occurrences: [{ startAt: '2026-11-23T08:00:00.000Z', endAt: '2026-11-23T18:00:00.000Z' }] });

export function blackouts(windows: readonly ChangeWindow[]): AskedFacts['windows'] {
  return known([{ connection: 'servicenow', windows: known(windows, now) }], now);
}

export const greenService: Service = { kind: 'service', id: 'servicenow:service:s1', source: source('servicenow:service:Payments'), label: 'Payments', name: 'Payments', criticality: null, owner: null };

/** An incident that stands in nobody's way. */
export function incidentOf(given: Partial<Incident> = {}): Incident {
  return {
    kind: 'incident', id: 'servicenow:incident:n1', source: source('servicenow:incident:INC0040001'), label: 'INC0040001', number: 'INC0040001', title: 'Slow page', priority: 4, isOpen: true, isMajor: false,
    openedAt: now, resolvedAt: null, configurationItemId: null, problemId: null, causedByChangeId: null, ...given,
  };
}

/** A known error. */
export function problemOf(given: Partial<Problem> = {}): Problem {
  return { kind: 'problem', id: 'servicenow:problem:p1', source: source('servicenow:problem:PRB0050001'), label: 'PRB0050001', number: 'PRB0050001', title: 'Pool runs dry', isOpen: true, isKnownError: true, ...given };
}

export function troubled(incidents: readonly Incident[], problems: readonly Problem[] = []): Pick<AskedFacts, 'reach' | 'openIncidents' | 'openProblems'> {
  return {
    reach: known([{ item: greenItem.id, services: known([greenService], now) }, { item: 'servicenow:ci:i2', services: known([greenService], now) }], now),
    openIncidents: known([{ service: greenService.id, open: known(incidents, now) }], now),
    openProblems: known([{ service: greenService.id, open: known(problems, now) }], now),
  };
}

export function askedFacts(given: Partial<AskedFacts> = {}): AskedFacts {
  return { deployments: known([deploymentOf()], now), dependencies: known([{ key: 'ledger-1.9.2', release: ledger, last: liveLedger() }], now), freezes: known([], now), windows: blackouts([blackoutOf(), maintenance]), lastOfService: known({ deployment: null, release: null }, now), ...troubled([incidentOf()], [problemOf()]),
    conflicts: known(['servicenow:change:c3', 'servicenow:change:c4'].map((of) => ({ of, told: known([], now) })), now), accounts: known([{ connection: 'servicenow', accounts: known(['kenji', 'omar', 'grace'].map((name) => accountOf(name)), now) }], now), licences: known([licencesOf()], now),
    evidence: known([{ of: greenArtifact.id, told: known([testedBy('acceptance')], now) }], now),
    statements: known([{ of: greenArtifact.id, told: known([{ name: 'provenance.json', subjectSha256: sha, envelope: signed([sha]) }], now) }], now), builds: known([buildFactsOf()], now),
    knowledge: known([articleFactsOf()], now), serviceLevels: known([{ of: greenService.id, told: known([levelOf()], now) }], now),
    lastLive: known({ deployment: deploymentOf({ id: 'deployment:0', environment: 'production', releaseKey: 'payments-2.3.4' }), version: '2.3.4' }, now),
    openDeployments: known([{ deployment: openLending(), items: known([{ ...greenItem, id: 'servicenow:ci:i77', label: 'lending-api-prod', name: 'lending-api-prod' }], now) }], now), ...given };
}

export function greenFacts(given: Partial<Facts> = {}): Facts {
  return {
    judgedAt: now,
    environment: { name: 'production', isProduction: true, policy: 'production' },
    purpose: 'RELEASE', policy, service,
    otherServices: [{ ...service, key: 'ledger', name: 'Ledger', targets: {} }],
    release,
    changes: [changeFactsOf()], workItems: [workFactsOf()], artifacts: [artifactFactsOf()], items: [itemFactsOf()],
    target: { ...itemFactsOf(), declaration: target },
    plan: greenPlan(),
    stakeholders: [{ role: 'CHANGE_AUTHORITY', person: omar }, { role: 'SERVICE_OWNER', person: grace }],
    gaps: [],
    asked: askedFacts(),
    waivers: known([], now),
    ...given,
  };
}

export function greenPlan(given: Partial<DeploymentPlan> = {}, facts: Partial<PlanFacts> = {}): PlanFacts {
  const agreement = { agreedAt: now, planVersion: 3 };
  return {
    plan: { id: 'plan:1', releaseKey: 'payments-2.4.0', environment: 'production', version: 3, window: null, deployer: 'actions', parameters: {}, backoutPlan: 'Redeploy payments-2.3.4 from the library.', proposedBy: kenji, proposedAt: now, agreements: [], ...given },
    proposer: kenji,
    agreements: [
      { person: omar, agreement: { ...agreement, email: 'omar@northbank.example', role: 'CHANGE_AUTHORITY' } },
      { person: grace, agreement: { ...agreement, email: 'grace@northbank.example', role: 'SERVICE_OWNER' } },
    ],
    ...facts,
  };
}

/** A look that could not be finished. */
export function gap(relation: LinkRelation): DiscoveryGap {
  return { relation, connection: 'jira', rule: 'Jira fix version', problem: timeout };
}

export const timeout: SourceProblem = { code: 'TIMEOUT', message: 'no answer within 20 s', sinceAt: now, retryAt: null };
