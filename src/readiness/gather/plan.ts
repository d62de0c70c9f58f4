import { humanBehind, type Actor, type Person } from '../../domain/person.ts';
import type { People } from '../../domain/ports/people.ts';
import type { DeploymentPlan } from '../../domain/release.ts';
import type { PlanFacts } from '../facts.ts';

/** The newest plan of this release and environment, with its people joined as they are today. */
export function planFacts(plans: readonly DeploymentPlan[], releaseKey: string, environment: string, people: People): PlanFacts | null {
  const own = plans.filter((plan) => plan.releaseKey === releaseKey && plan.environment === environment);
  const plan = own.reduce<DeploymentPlan | null>((newest, one) => (newest === null || one.version > newest.version ? one : newest), null);
  if (plan === null) return null;
  const agreements = plan.agreements.map((agreement) => ({ agreement, person: people.ofEmail(agreement.email) }));
  return { plan, proposer: today(plan.proposedBy, people), agreements };
}

/** The human being behind an actor, joined as people are today. */
export function today(actor: Actor, people: People): Person | null {
  const person = humanBehind(actor);
  return person?.isMapped !== true || person.email === null ? person : people.ofEmail(person.email);
}
