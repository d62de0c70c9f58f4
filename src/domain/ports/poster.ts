import type { Instant } from '../instant.ts';

export interface Posting {
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON text, sent byte for byte. */
  readonly body: string;
  /** Left out: application/json. */
  readonly contentType?: string;
  /** What is being done, for errors; no secrets. */
  readonly doing: string;
}

/** Taken: any 2xx. Otherwise why not, in our words; `status` is null when no answer came. */
export type Posted = { readonly isTaken: true } | { readonly isTaken: false; readonly status: number | null; readonly because: string; readonly retryAt: Instant | null };

/** Posts once to an address that the configuration names: no redirects, one deadline, no second try. Never throws for what the other side does. */
export interface Poster {
  post(posting: Posting): Promise<Posted>;
}
