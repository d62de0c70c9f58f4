import type { ApiToken, Revocation } from '../api-token.ts';
import type { Viewer } from '../person.ts';

/** Remembers API tokens: of what was given to their bearers, a digest alone. */
export interface TokenStore {
  keep(token: ApiToken, digest: string): Promise<void>;
  byId(id: string): Promise<{ readonly token: ApiToken; readonly digest: string } | null>;
  /** Newest first, those that are over included. */
  all(): Promise<readonly ApiToken[]>;
  /** The first revocation stands. UserMistake NOT_FOUND when there is no such token. */
  revoke(id: string, revocation: Revocation): Promise<ApiToken>;
}

export interface TokenWish {
  readonly name: string;
  readonly roles: readonly string[];
  readonly services: readonly string[] | null;
  readonly environments: readonly string[] | null;
  readonly expiresAt: Date;
}

/** Where administrators give tokens and take them back. */
export interface TokenDesk {
  /** The secret is answered once and never again. UserMistake INVALID or NOT_FOUND says what of the wish cannot be. */
  create(viewer: Viewer, wish: TokenWish): Promise<{ readonly token: ApiToken; readonly secret: string }>;
  revoke(viewer: Viewer, id: string): Promise<ApiToken>;
  all(): Promise<readonly ApiToken[]>;
}
