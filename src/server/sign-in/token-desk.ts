import { rolesOfTokens, type ApiToken } from '../../domain/api-token.ts';
import { UserMistake } from '../../domain/error.ts';
import { instant, type Clock } from '../../domain/instant.ts';
import type { Grant, Viewer } from '../../domain/person.ts';
import type { Catalogue } from '../../domain/ports/catalogue.ts';
import type { AuditLog } from '../../domain/ports/stores.ts';
import type { TokenDesk, TokenStore, TokenWish } from '../../domain/ports/token-store.ts';
import { audited } from '../../release/index.ts';
import { freshToken } from './api-tokens.ts';
import { digestOf } from './way.ts';

export interface TokenPorts {
  readonly tokens: TokenStore;
  readonly audit: Pick<AuditLog, 'append'>;
  readonly catalogue: Catalogue;
  readonly clock: Clock;
}

const day = 24 * 60 * 60 * 1_000;
const longestLifeMs = 366 * day;

export function createTokenDesk(ports: TokenPorts): TokenDesk {
  return {
    create: (viewer, wish) => audited(ports, viewer, 'createApiToken', wish.name, async () => {
      const { id, secret } = freshToken();
      const now = ports.clock.now();
      const token: ApiToken = { id, name: nameOf(wish), grant: grantOf(wish, ports.catalogue), createdBy: viewer.actor, createdAt: instant(now), expiresAt: endOf(wish, now), revoked: null };
      await ports.tokens.keep(token, digestOf(secret));
      return { token, secret };
    }),
    revoke: (viewer: Viewer, id) => audited(ports, viewer, 'revokeApiToken', id, () => ports.tokens.revoke(id, { by: viewer.actor, at: instant(ports.clock.now()) })),
    all: () => ports.tokens.all(),
  };
}

function nameOf({ name }: TokenWish): string {
  if (/^[\w][\w ./-]{0,99}$/.test(name)) return name;
  throw new UserMistake('INVALID', 'Name the pipeline that will use it: letters, digits, spaces, . / _ and -, 100 at most.', ['name']);
}

function grantOf({ roles, services, environments }: TokenWish, catalogue: Catalogue): Grant {
  const given = rolesOfTokens.filter((role) => roles.includes(role));
  if (given.length === 0 || given.length < new Set(roles).size) throw new UserMistake('INVALID', `A token may have the roles ${rolesOfTokens.join(', ')}: who decides for others, or lets others in, signs in as a person.`, ['roles']);
  declared(services, (key) => catalogue.service(key) !== undefined, 'service', 'services');
  declared(environments, (name) => catalogue.environment(name) !== undefined, 'environment', 'environments');
  return { roles: given, services, environments };
}

function declared(names: readonly string[] | null, isDeclared: (name: string) => boolean, what: string, field: string): void {
  if (names?.length === 0) throw new UserMistake('INVALID', `Name at least one ${what}, or leave ${field} out for all.`, [field]);
  for (const name of names ?? []) if (!isDeclared(name)) throw new UserMistake('NOT_FOUND', `The configuration declares no ${what} "${name}".`, [field]);
}

function endOf({ expiresAt }: TokenWish, now: Date): string {
  const lifeMs = expiresAt.getTime() - now.getTime();
  if (lifeMs > 0 && lifeMs <= longestLifeMs) return instant(expiresAt);
  throw new UserMistake('INVALID', 'A token ends after now and within a year.', ['expiresAt']);
}
