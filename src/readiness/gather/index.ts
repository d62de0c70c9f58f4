import type { Environment, ServiceDeclaration } from '../../domain/environment.ts';
import { UserMistake } from '../../domain/error.ts';
import { instant, type Instant } from '../../domain/instant.ts';
import { judgingFromNow, type Ask } from '../../domain/ports/ask.ts';
import type { Assembly } from '../../domain/ports/release-graph.ts';
import type { LinkRelation } from '../../domain/release.ts';
import type { Facts } from '../facts.ts';
import { policyFor } from '../policy-for.ts';
import { gatherAsked } from './asked.ts';
import { gatherArtifacts } from './artifacts.ts';
import { gatherChanges } from './changes.ts';
import { gatherItems } from './items.ts';
import { gatherKnowledge } from './knowledge.ts';
import { planFacts } from './plan.ts';
import type { JudgementRequest, ReadinessPorts } from './ports.ts';
import { Reader } from './records.ts';
import { gatherWaivers } from './waivers.ts';
import { gatherWorkItems } from './work-items.ts';
import { wanted } from './wanted.ts';

const atHand: Ask = { purpose: 'page', maxAgeMs: Number.MAX_SAFE_INTEGER };

/** Relations whose records gates look at, and of what kind those are. */
const judgedKinds = { CHANGE: 'change', WORK_ITEM: 'work-item', ARTIFACT: 'artifact', CONFIGURATION_ITEM: 'ci' } as const satisfies Partial<Record<LinkRelation, string>>;
type JudgedRelation = keyof typeof judgedKinds;
const judgedRelations = Object.keys(judgedKinds) as readonly JudgedRelation[];

/**
 * Gathers everything one judgement needs in few dependent trips: what belongs to the release, then its records, then
 * what is asked about records. All tools are asked at once, and no tool's records wait for another tool's answer unless
 * that one must tell which they are. Never throws for a tool's failure: it is in the facts.
 * Throws UserMistake NOT_FOUND for an environment that is not configured.
 */
export async function gatherFacts(ports: ReadinessPorts, request: JudgementRequest): Promise<Facts> {
  const { release, purpose = 'RELEASE' } = request;
  const environment = environmentOf(ports, request.environment);
  const ask = request.ask ?? (request.basis === 'LIVE' ? judgingFromNow() : atHand);
  const beganAt = instant(ports.clock.now());
  const reader = new Reader(ports, { ask, environment, notBefore: request.basis === 'LIVE' ? beganAt : null });
  const service = ports.catalogue.service(release.serviceKey) ?? null;
  const declaration = service?.targets[environment.name];
  const apart = ports.graph.assembleApart([release], ask);
  const assembled = async (relation: JudgedRelation) => (await apart(relation)).get(release.key) ?? unanswered(relation, beganAt);
  const linked = async (relation: JudgedRelation) => wanted((await assembled(relation)).links, judgedKinds[relation], environment.name);
  const policy = policyFor(ports.catalogue.policyOf(environment), purpose);
  const gatheredItems = linked('CONFIGURATION_ITEM').then((links) => gatherItems(reader, links, declaration));
  const gatheredChanges = linked('CHANGE').then((links) => gatherChanges(reader, links, ports.people));
  const gatheredArtifacts = linked('ARTIFACT').then((links) => gatherArtifacts(reader, links, release.sealed));
  const gatheredPlan = ports.plans.latest([release.key]).then((plans) => planFacts(plans, release.key, environment.name, ports.people));
  const knowledge = async () => gatherKnowledge(reader, (await apart('KNOWLEDGE')).get(release.key), { environment: environment.name, beganAt });
  const [changes, workItems, artifacts, { items, target }, plan, asked, waivers] = await Promise.all([
    gatheredChanges,
    linked('WORK_ITEM').then((links) => gatherWorkItems(reader, links, ports.people)),
    gatheredArtifacts,
    gatheredItems,
    gatheredPlan,
    gatherAsked(ports, { release, environment: environment.name, policy, beganAt, reader, items: gatheredItems, changes: gatheredChanges, plan: gatheredPlan, artifacts: gatheredArtifacts, knowledge, alsoAsked: request.alsoAsked ?? [] }),
    gatherWaivers(ports, { release, environment: environment.name, policy, beganAt }),
  ]);
  const assemblies = await Promise.all(judgedRelations.map((relation) => assembled(relation)));
  return {
    judgedAt: instant(ports.clock.now()),
    release,
    environment, purpose, policy,
    service: service === null ? null : withoutSettings(service),
    otherServices: ports.catalogue.services.filter(({ key }) => key !== release.serviceKey).map(withoutSettings),
    changes, workItems, artifacts, items, target,
    plan,
    stakeholders: release.stakeholders.map(({ email, role }) => ({ role, person: ports.people.ofEmail(email) })),
    gaps: assemblies.flatMap(({ gaps }) => gaps),
    asked, waivers,
  };
}

function environmentOf({ catalogue }: ReadinessPorts, name: string): Environment {
  const environment = catalogue.environment(name);
  if (environment === undefined) throw new UserMistake('NOT_FOUND', `No environment is called "${name}"; there are ${catalogue.environments.map((one) => one.name).join(', ')}.`, ['environment']);
  return environment;
}

/** An assembly that does not come is a gap, never an empty release. */
function unanswered(relation: JudgedRelation, sinceAt: Instant): Assembly {
  const problem = { code: 'UNEXPECTED_ANSWER', message: 'the release graph gave no answer', sinceAt, retryAt: null } as const;
  return { links: [], gaps: [{ relation, connection: 'muster', rule: 'release graph', problem }] };
}

/** Facts are kept and shown; what only a deployer's connector understands is no fact, and may hold a secret. */
function withoutSettings(service: ServiceDeclaration): ServiceDeclaration {
  return { ...service, deployers: Object.fromEntries(Object.entries(service.deployers).map(([name, deployer]) => [name, { ...deployer, settings: {} }])) };
}
