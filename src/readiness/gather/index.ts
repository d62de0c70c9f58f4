import type { Environment } from '../../domain/environment.ts';
import { UserMistake } from '../../domain/error.ts';
import { instant } from '../../domain/instant.ts';
import { judgingFromNow, type Ask } from '../../domain/ports/ask.ts';
import type { Assembly } from '../../domain/ports/release-graph.ts';
import { linkRelations, type Release } from '../../domain/release.ts';
import type { Facts } from '../facts.ts';
import { gatherArtifacts } from './artifacts.ts';
import { gatherChanges } from './changes.ts';
import { gatherItems } from './items.ts';
import { planFacts } from './plan.ts';
import type { JudgementRequest, ReadinessPorts } from './ports.ts';
import { Reader } from './records.ts';
import { wanted } from './wanted.ts';

const atHand: Ask = { purpose: 'page', maxAgeMs: Number.MAX_SAFE_INTEGER };

/**
 * Gathers everything one judgement needs in few dependent trips: what belongs to the release, then its records, then
 * what is asked about records; each trip asks all tools at once. Never throws for a tool's failure: it is in the facts.
 * Throws UserMistake NOT_FOUND for an environment that is not configured.
 */
export async function gatherFacts(ports: ReadinessPorts, request: JudgementRequest): Promise<Facts> {
  const { release } = request;
  const environment = environmentOf(ports, request.environment);
  const ask = request.ask ?? (request.basis === 'LIVE' ? judgingFromNow() : atHand);
  const beganAt = instant(ports.clock.now());
  const [assembly, plans] = await Promise.all([assemble(ports, release, ask, beganAt), ports.plans.latest([release.key])]);
  const reader = new Reader(ports, { ask, environment, notBefore: request.basis === 'LIVE' ? beganAt : null });
  const service = ports.catalogue.service(release.serviceKey) ?? null;
  const declaration = service?.targets[environment.name];
  const linked = (kind: Parameters<typeof wanted>[1]) => wanted(assembly.links, kind, environment.name);
  const [changes, workItems, artifacts, { items, target }] = await Promise.all([
    gatherChanges(reader, linked('change'), ports.people),
    reader.read('work-item', linked('work-item')),
    gatherArtifacts(reader, linked('artifact'), release.sealed),
    gatherItems(reader, linked('ci'), declaration),
  ]);
  return {
    judgedAt: instant(ports.clock.now()),
    release,
    environment,
    policy: ports.catalogue.policyOf(environment),
    service,
    otherServices: ports.catalogue.services.filter(({ key }) => key !== release.serviceKey),
    changes, workItems, artifacts, items, target,
    plan: planFacts(plans, release.key, environment.name, ports.people),
    stakeholders: release.stakeholders.map(({ email, role }) => ({ role, person: ports.people.ofEmail(email) })),
    gaps: assembly.gaps,
  };
}

function environmentOf({ catalogue }: ReadinessPorts, name: string): Environment {
  const environment = catalogue.environment(name);
  if (environment === undefined) throw new UserMistake('NOT_FOUND', `No environment is called "${name}"; there are ${catalogue.environments.map((one) => one.name).join(', ')}.`, ['environment']);
  return environment;
}

/** An assembly that does not come is a gap in every relation, never an empty release. */
async function assemble({ graph }: ReadinessPorts, release: Release, ask: Ask, sinceAt: string): Promise<Assembly> {
  const assembly = (await graph.assemble([release], ask)).get(release.key);
  const problem = { code: 'UNEXPECTED_ANSWER', message: 'the release graph gave no answer', sinceAt, retryAt: null } as const;
  return assembly ?? { links: [], gaps: linkRelations.map((relation) => ({ relation, connection: 'muster', rule: 'release graph', problem })) };
}
