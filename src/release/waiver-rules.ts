import { UserMistake } from '../domain/error.ts';
import { instant, type Instant } from '../domain/instant.ts';
import { humanBehind, isSamePerson, type Actor, type Person } from '../domain/person.ts';
import { usualWaiverRules, type PolicyGate, type WaiverRules } from '../domain/policy.ts';
import type { WaiverStore } from '../domain/ports/waiver-store.ts';
import type { Release, SealedPackage } from '../domain/release.ts';
import type { ReleasePorts } from './ports.ts';
import { environmentOf, standingRelease } from './standing-release.ts';

export interface WaiverPorts extends ReleasePorts {
  readonly waivers: WaiverStore;
}

const hourMs = 3_600_000;

/** What the environment's policy says of waivers. Throws UserMistake NOT_FOUND for an environment that is not declared. */
export function rulesOf(ports: ReleasePorts, environmentName: string): WaiverRules {
  return ports.catalogue.policyOf(environmentOf(ports, environmentName, ['environment'])).waivers ?? usualWaiverRules;
}

/** Refuses whoever holds none of the roles on the release that the policy wants of who decides. */
export function mustHoldRole(ports: ReleasePorts, { stakeholders }: Release, environmentName: string, person: Person): void {
  const { decidedBy } = rulesOf(ports, environmentName);
  const held = stakeholders.filter(({ email }) => isSamePerson(ports.people.ofEmail(email), person)).map(({ role }) => role);
  if (decidedBy.length === 0 || held.some((role) => decidedBy.includes(role))) return;
  const those = stakeholders.filter(({ role }) => decidedBy.includes(role)).map(({ email, role }) => `${email} (${role})`);
  throw new UserMistake('FORBIDDEN', `The policy of ${environmentName} wants a waiver decided by ${decidedBy.join(' or ')} of the release, and ${person.name} is ${held.length === 0 ? 'no stakeholder of it' : held.join(', ')}: ${those.length === 0 ? 'the release has nobody of that role yet, name one' : `ask ${those.join(' or ')}`}.`, ['waiverId']);
}

/** The release and the package that a waiver would be bound to. Throws UserMistake NOT_FOUND, CONFLICT (the release is over) or NOT_SEALED. */
export async function sealedRelease(ports: ReleasePorts, key: string): Promise<{ readonly release: Release; readonly sealed: SealedPackage }> {
  const release = await standingRelease(ports, key, ['releaseKey']);
  if (release.sealed === null) throw new UserMistake('NOT_SEALED', `${key} is not sealed, and a waiver is for one sealed package: seal it first.`, ['releaseKey']);
  return { release, sealed: release.sealed };
}

/**
 * Refuses what the environment's policy lets nobody waive, in its list for releases or in that for back-outs. Which of the
 * two a judgement goes by it says itself: a gate is let go there only where that list lets it be waived.
 */
export function mustBeWaivable(ports: ReleasePorts, environmentName: string, gate: string, path: readonly string[]): void {
  const { name, gates, backOutGates = [] } = ports.catalogue.policyOf(environmentOf(ports, environmentName, ['environment']));
  const rules = [...gates, ...backOutGates];
  const named = (some: readonly PolicyGate[]): string => [...new Set(some.map((one) => one.gate))].join(', ');
  const its = rules.filter((one) => one.gate === gate);
  if (its.length === 0) throw new UserMistake('NOT_FOUND', `Policy ${name} of ${environmentName} has no gate "${gate}"; it has ${named(rules)}.`, path);
  if (its.some(({ isWaivable }) => isWaivable)) return;
  const waivable = rules.filter(({ isWaivable }) => isWaivable);
  throw new UserMistake('FORBIDDEN', `Policy ${name} of ${environmentName} lets nobody waive ${gate}${waivable.length === 0 ? ' or any other gate' : `, only ${named(waivable)}`}: make it pass.`, path);
}

/** When a waiver runs out: after now, and not too long after. */
export function expiryOf({ clock }: ReleasePorts, expiresAt: Date, longestMs: number): Instant {
  const now = clock.now().getTime();
  const isMoment = !Number.isNaN(expiresAt.getTime());
  if (!isMoment || expiresAt.getTime() <= now) throw new UserMistake('INVALID', `A waiver must run out after now, not at ${isMoment ? instant(expiresAt) : 'no moment at all'}.`, ['expiresAt']);
  if (expiresAt.getTime() - now > longestMs) throw new UserMistake('INVALID', `Such a waiver lasts ${longestMs / hourMs} hours at most: until ${instant(new Date(now + longestMs))}, not ${instant(expiresAt)}.`, ['expiresAt']);
  return instant(expiresAt);
}

export function reasonOf(reason: string, what: string): string {
  if (reason.trim() === '') throw new UserMistake('INVALID', `Say why ${what}.`, ['reason']);
  return reason.trim();
}

/** The human being behind who acts, as they are joined today: mapped, and not known to have left. Nobody else is one of four eyes. */
export function knownPerson(ports: ReleasePorts, actor: Actor, what: string): Person {
  const person = personToday(ports, actor);
  if (person?.isMapped === true && person.isActive !== false) return person;
  const who = person === null ? `${actor.name} acts for nobody` : person.isMapped ? `${person.name} is no longer active` : `nobody has mapped ${person.name}`;
  throw new UserMistake('FORBIDDEN', `Only a person whom Muster knows can ${what}, and ${who}: name them under people in Muster's configuration.`);
}

export function personToday({ people }: ReleasePorts, actor: Actor): Person | null {
  const person = humanBehind(actor);
  return person?.isMapped !== true || person.email === null ? person : people.ofEmail(person.email);
}
