import type { Instant } from './instant.ts';
import type { Actor, Grant, Role } from './person.ts';

/** An access token that Muster itself gave to a pipeline. What was given is known to its bearer alone. */
export interface ApiToken {
  readonly id: string;
  /** What its acts are signed with. */
  readonly name: string;
  readonly grant: Grant;
  readonly createdBy: Actor;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly revoked: Revocation | null;
}

export interface Revocation {
  readonly by: Actor;
  readonly at: Instant;
}

/** Roles that a token may have: who decides for others or lets others in is a person who signs in. */
export const rolesOfTokens = ['VIEWER', 'RELEASE_MANAGER', 'DEPLOYER', 'AUDITOR'] as const satisfies readonly Role[];
