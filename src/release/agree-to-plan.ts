import { UserMistake } from '../domain/error.ts';
import { instant } from '../domain/instant.ts';
import { areFourEyes, humanBehind, type Person, type Viewer } from '../domain/person.ts';
import { agreementsCountFrom, type DeploymentPlan, type Release, type StakeholderRole } from '../domain/release.ts';
import { audited } from './audited.ts';
import type { ReleasePorts } from './ports.ts';
import { environmentOf, standingRelease } from './standing-release.ts';

export interface AgreeToPlan {
  readonly planId: string;
  /** The version the person has read: agreeing to another than the newest is a CONFLICT. */
  readonly planVersion: number;
}

/**
 * A stakeholder agrees to a plan, in each of their roles that the environment's policy asks for (in all of them when it
 * asks for none of theirs). Four eyes: never to their own proposal.
 * Throws UserMistake NOT_FOUND, CONFLICT (not the newest version), SAME_PERSON or FORBIDDEN (unknown, or no stakeholder).
 */
export async function agreeToPlan(ports: ReleasePorts, viewer: Viewer, input: AgreeToPlan): Promise<DeploymentPlan> {
  return audited(ports, viewer, 'agreeToPlan', `${input.planId} version ${input.planVersion}`, async () => {
    const plan = await newestPlan(ports, input);
    const release = await standingRelease(ports, plan.releaseKey, ['planId']);
    const person = agreeing(ports, viewer, plan);
    let agreed = plan;
    for (const role of rolesOf(ports, release, plan, person)) {
      agreed = await ports.plans.agree(plan.id, { email: (person.email ?? '').toLowerCase(), role, agreedAt: instant(ports.clock.now()), planVersion: plan.version }, agreementsCountFrom(release));
    }
    return agreed;
  });
}

async function newestPlan({ plans }: ReleasePorts, { planId, planVersion }: AgreeToPlan): Promise<DeploymentPlan> {
  const plan = await plans.byId(planId);
  if (plan === null) throw new UserMistake('NOT_FOUND', `There is no plan ${planId}.`, ['planId']);
  const newest = (await plans.latest([plan.releaseKey])).find((one) => one.environment === plan.environment) ?? plan;
  if (newest.id !== plan.id || newest.version !== planVersion) {
    throw new UserMistake('CONFLICT', `The newest plan of ${plan.releaseKey} for ${plan.environment} is version ${newest.version}: read it, and agree to that one.`, ['planVersion']);
  }
  return plan;
}

/** The human being who agrees: known, and surely not the one who proposed. A pipeline that acts for nobody proposes for nobody. */
function agreeing({ people }: ReleasePorts, { actor }: Viewer, plan: DeploymentPlan): Person {
  const person = today(people, humanBehind(actor));
  if (person?.isMapped !== true || person.email === null) throw new UserMistake('FORBIDDEN', 'Only a person whom Muster knows can agree to a plan.', ['planId']);
  const proposer = today(people, humanBehind(plan.proposedBy));
  if (proposer !== null && !areFourEyes(person, proposer)) throw new UserMistake('SAME_PERSON', `${proposer.name} proposed this plan; somebody else must agree to it.`, ['planId']);
  return person;
}

function today(people: ReleasePorts['people'], person: Person | null): Person | null {
  return person?.isMapped !== true || person.email === null ? person : people.ofEmail(person.email);
}

function rolesOf(ports: ReleasePorts, release: Release, plan: DeploymentPlan, person: Person): readonly StakeholderRole[] {
  const own = release.stakeholders.filter(({ email }) => email.toLowerCase() === person.email?.toLowerCase()).map(({ role }) => role);
  if (own.length === 0) throw new UserMistake('FORBIDDEN', `${person.name} is no stakeholder of ${release.key}.`, ['planId']);
  const { requiredAgreements } = ports.catalogue.policyOf(environmentOf(ports, plan.environment, ['planId']));
  const asked = own.filter((role) => requiredAgreements.includes(role));
  return [...new Set(asked.length === 0 ? own : asked)];
}
