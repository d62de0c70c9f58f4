import { randomBytes } from 'node:crypto';

export const accessTokenSeconds = 1799;
const refreshTokenSeconds = 8_640_000;

/** OAuth tokens of one run; a restart forgets them, as an expiry would. */
export class Tokens {
  readonly #now: () => Date;
  readonly #access = new Map<string, { readonly userName: string; readonly expiresAt: number }>();
  readonly #refresh = new Map<string, { readonly userName: string; readonly expiresAt: number }>();

  constructor(now: () => Date) {
    this.#now = now;
  }

  issue(userName: string): { accessToken: string; refreshToken: string } {
    const at = this.#now().getTime();
    const accessToken = randomBytes(43).toString('base64url');
    const refreshToken = randomBytes(43).toString('base64url');
    this.#access.set(accessToken, { userName, expiresAt: at + accessTokenSeconds * 1000 });
    this.#refresh.set(refreshToken, { userName, expiresAt: at + refreshTokenSeconds * 1000 });
    return { accessToken, refreshToken };
  }

  /** Undefined for a token that was never issued or has expired. */
  userOf(accessToken: string): string | undefined {
    return this.#live(this.#access.get(accessToken));
  }

  userOfRefresh(refreshToken: string): string | undefined {
    return this.#live(this.#refresh.get(refreshToken));
  }

  #live(token: { readonly userName: string; readonly expiresAt: number } | undefined): string | undefined {
    return token && token.expiresAt > this.#now().getTime() ? token.userName : undefined;
  }
}
