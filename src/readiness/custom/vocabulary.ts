import type { ConfigurationItem } from '../../domain/configuration-item.ts';
import type { Deployment } from '../../domain/deployment.ts';
import type { Environment } from '../../domain/environment.ts';
import type { Incident, Problem } from '../../domain/incident.ts';
import type { Account, Person } from '../../domain/person.ts';
import type { Release } from '../../domain/release.ts';
import type { WorkItem } from '../../domain/work-item.ts';
import type { Fact } from '../fact.ts';
import type { ApprovalFacts, ArtifactFacts, ChangeFacts, Facts, PlanFacts, RecordFacts } from '../facts.ts';
import type { SourceRecord } from '../../domain/source.ts';
import { Untold } from './untold.ts';
import { count, defineWord, flag, maybeNone, moment, oneOf, optional, text, textLists, texts, thing, things, type Field } from './word.ts';

/** The value of a fact; what is hidden or unread is untold. */
function told<T>(fact: Fact<T>, what: string): T {
  if (fact.state === 'known') return fact.value;
  throw new Untold(fact.state === 'unknown' ? `${what} could not be read: ${fact.problem.message.replace(/\.$/, '')}.` : `${what} is not there, or hidden from Muster.`);
}

const recordOf = <T extends SourceRecord>(facts: RecordFacts<T>): T => told(facts.record, facts.source.key);

/** What every linked record tells. */
const linked = <T extends RecordFacts<SourceRecord>>(): Readonly<Record<string, Field<T>>> => ({
  connection: text(({ source }) => source.connection),
  key: text(({ source }) => source.key),
  origin: oneOf(({ link }) => link?.origin),
});

const person = defineWord<Person>('Person', { name: text((one) => one.name), email: text((one) => one.email), isActive: flag((one) => one.isActive), isMapped: flag((one) => one.isMapped) });
const account = defineWord<Account>('Account', { userName: text((one) => one.userName), name: text((one) => one.name), email: text((one) => one.email), isActive: flag((one) => one.isActive) });
const approval = defineWord<ApprovalFacts>('Approval', { approver: thing(person, (one) => one.approver), group: text((one) => one.group), phase: oneOf((one) => one.phase), state: oneOf((one) => one.state) });

const itemFields = <T>(of: (from: T) => ConfigurationItem): Readonly<Record<string, Field<T>>> => ({
  name: text((from) => of(from).name), className: text((from) => of(from).className), operationalState: oneOf((from) => of(from).operationalState),
  runningVersion: text((from) => of(from).runningVersion), environment: text((from) => of(from).environment),
});
/** An item that a change names. */
const affectedItem = defineWord<ConfigurationItem>('AffectedItem', itemFields((one) => one));
export const item = defineWord<RecordFacts<ConfigurationItem>>('ConfigurationItem', { ...linked(), ...itemFields<RecordFacts<ConfigurationItem>>(recordOf) });

export const change = defineWord<ChangeFacts>('Change', {
  ...linked(),
  number: text((one) => recordOf(one).number), title: text((one) => recordOf(one).title), description: text((one) => recordOf(one).description),
  type: oneOf((one) => recordOf(one).type), state: oneOf((one) => recordOf(one).state), approval: oneOf((one) => recordOf(one).approval), risk: oneOf((one) => recordOf(one).risk),
  isOnHold: flag((one) => recordOf(one).isOnHold), plannedStartAt: moment((one) => recordOf(one).plannedStartAt), plannedEndAt: moment((one) => recordOf(one).plannedEndAt),
  backoutPlan: text((one) => recordOf(one).backoutPlan), testPlan: text((one) => recordOf(one).testPlan), correlationId: text((one) => recordOf(one).correlationId),
  serviceName: text((one) => recordOf(one).serviceName), template: text((one) => recordOf(one).template), assignedTo: thing(account, (one) => recordOf(one).assignedTo),
  requester: thing(person, (one) => one.requester),
  approvals: things(approval, (one) => told(one.approvals, `approvals of ${one.source.key}`)), items: things(affectedItem, (one) => told(one.items, `items of ${one.source.key}`)),
});

export const workItem = defineWord<RecordFacts<WorkItem>>('WorkItem', {
  ...linked(),
  title: text((one) => recordOf(one).title), kind: text((one) => recordOf(one).itemKind), status: text((one) => recordOf(one).statusLabel), progress: oneOf((one) => recordOf(one).progress),
  fixVersions: texts((one) => recordOf(one).fixVersions), assignee: thing(account, (one) => recordOf(one).assignee),
});

const scan = defineWord<ArtifactFacts>('Scan', {
  critical: count((one) => scanned(one).critical), high: count((one) => scanned(one).high), medium: count((one) => scanned(one).medium), low: count((one) => scanned(one).low), scannedAt: moment((one) => scanned(one).scannedAt),
});
export const artifact = defineWord<ArtifactFacts>('Artifact', {
  ...linked(),
  name: text((one) => recordOf(one).name), repository: text((one) => recordOf(one).repository), path: text((one) => recordOf(one).path), sizeBytes: count((one) => recordOf(one).sizeBytes), sha256: text((one) => recordOf(one).sha256),
  pinnedSha256: text((one) => one.pinnedSha256), buildName: text((one) => recordOf(one).buildName), buildNumber: text((one) => recordOf(one).buildNumber),
  properties: textLists((one) => recordOf(one).properties), scan: thing(scan, (one) => one),
});
/** Counts of what was not scanned are no counts. */
function scanned({ scan: fact, source }: ArtifactFacts): Extract<ArtifactFacts['scan'], { readonly state: 'known' }>['value'] {
  const value = told(fact, `the scan of ${source.key}`);
  if (value.state !== 'SCANNED') throw new Untold(`${source.key} was not scanned: ${value.state}.`);
  return value;
}

export const release = defineWord<Release>('Release', {
  key: text((one) => one.key), name: text((one) => one.name), version: text((one) => one.version), service: text((one) => one.serviceKey), owner: text((one) => one.ownerEmail),
  description: optional(text((one) => one.description)), train: optional(text((one) => one.train)), dependsOn: maybeNone(texts((one) => one.dependsOn)), createdAt: moment((one) => one.createdAt),
  revision: optional(count((one) => one.sealed?.revision)), sealedAt: optional(moment((one) => one.sealed?.sealedAt)), packageDigest: optional(text((one) => one.sealed?.digest)),
});
export const environment = defineWord<Environment>('Environment', { name: text((one) => one.name), isProduction: flag((one) => one.isProduction) });

const agreement = defineWord<PlanFacts['agreements'][number]>('Agreement', { role: text((one) => one.agreement.role), person: thing(person, (one) => one.person), agreedAt: moment((one) => one.agreement.agreedAt) });
export const plan = defineWord<PlanFacts>('Plan', {
  version: count((one) => one.plan.version), deployer: text((one) => one.plan.deployer), backoutPlan: optional(text((one) => one.plan.backoutPlan)), proposer: thing(person, (one) => one.proposer), proposedAt: moment((one) => one.plan.proposedAt),
  windowStartAt: optional(moment((one) => one.plan.window?.startAt)), windowEndAt: optional(moment((one) => one.plan.window?.endAt)), agreements: things(agreement, (one) => one.agreements),
});
export const stakeholder = defineWord<Facts['stakeholders'][number]>('Stakeholder', { role: text((one) => one.role), person: thing(person, (one) => one.person) });

export const deployment = defineWord<Deployment>('Deployment', {
  environment: text((one) => one.environment), state: text((one) => one.state), packageDigest: text((one) => one.packageDigest), needsAttention: flag((one) => one.needsAttention),
  requestedAt: moment((one) => one.requestedAt), liveAt: optional(moment((one) => one.liveAt)), finishedAt: optional(moment((one) => one.finishedAt)),
});
export const incident = defineWord<Incident>('Incident', {
  number: text((one) => one.number), title: text((one) => one.title), priority: count((one) => one.priority), isMajor: flag((one) => one.isMajor), openedAt: moment((one) => one.openedAt),
});
export const problem = defineWord<Problem>('Problem', { number: text((one) => one.number), title: text((one) => one.title), isKnownError: flag((one) => one.isKnownError) });

/** Every type of the language, for the type check and for the page that tells them. */
export const words = [release, environment, change, approval, person, account, affectedItem, workItem, artifact, scan, item, plan, agreement, stakeholder, deployment, incident, problem] as const;
