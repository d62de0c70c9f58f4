import type { JWTPayload } from 'jose';
import type { Actor, Grant, Viewer } from '../../domain/person.ts';
import { viewerWith } from '../../domain/person.ts';
import type { People } from '../../domain/ports/people.ts';
import type { IssuerShape } from './shape.ts';

type Rule = IssuerShape['people'];
type Pipeline = IssuerShape['pipelines'][number];

/** Who the claims of a verified token say somebody is, by configuration; null when no rule gives them a role. */
export function viewerOfClaims(claims: JWTPayload, { name, people: rule, pipelines }: IssuerShape, people: People): Viewer | null {
  const pipeline = pipelines.find(({ when }) => fits(claims, when));
  if (pipeline !== undefined) return viewerWith(automationOf(claims, pipeline, name, people), [grantOf(pipeline)]);
  return rule === undefined ? null : personOf(claims, rule, people);
}

function personOf(claims: JWTPayload, { emailClaim, grants }: NonNullable<Rule>, people: People): Viewer | null {
  const email = claims[emailClaim];
  // An address that nobody verified is anybody's who can type it.
  if (typeof email !== 'string' || !/^[^\s@]+@[^\s@]+$/.test(email) || claims['email_verified'] === false) return null;
  const given = grants.filter(({ when }) => fits(claims, when)).map(grantOf);
  return given.length === 0 ? null : viewerWith(people.ofEmail(email), given);
}

function automationOf(claims: JWTPayload, { name, actsFor }: Pipeline, issuer: string, people: People): Actor {
  const account = actsFor === undefined ? undefined : claims[actsFor.claim];
  const person = actsFor === undefined || typeof account !== 'string' ? null : people.ofAccount({ connection: actsFor.connection, userName: account, name: null, email: null, isActive: null });
  return { kind: 'automation', name, issuer, onBehalfOf: person?.isMapped === true ? person : null };
}

function grantOf({ roles, services, environments }: Pick<Pipeline, 'roles' | 'services' | 'environments'>): Grant {
  return { roles, services: services ?? null, environments: environments ?? null };
}

/** Every claim named is, or has among its elements, one of the values. */
function fits(claims: JWTPayload, when: Pipeline['when']): boolean {
  return Object.entries(when).every(([claim, wanted]) => {
    const found = claimAt(claims, claim);
    const values = (Array.isArray(found) ? found : [found]).filter((value) => ['string', 'number', 'boolean'].includes(typeof value)).map(String);
    return [wanted].flat().some((value) => values.includes(value));
  });
}

/** A claim by its name or, when there is none of that name, by the path that its dots write. */
function claimAt(claims: JWTPayload, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  return name.split('.').reduce<unknown>((part, key) => (typeof part === 'object' && part !== null && Object.hasOwn(part, key) ? (part as Record<string, unknown>)[key] : undefined), claims);
}
