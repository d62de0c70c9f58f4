import { SourceError } from '../error.ts';
import type { Ask } from './ask.ts';

/** What a connection finds out about itself for whoever sets it up. Nothing of it writes a byte anywhere. */
export interface Checkup {
  /** Proves that the tool knows us. Throws a SourceError when it does not: then nothing else need be asked. */
  signIn(ask: Ask): Promise<Introduction>;
  readonly looks: readonly Look[];
}

/** As whom the tool knows us and which version it says it is; null: it does not say. */
export interface Introduction {
  readonly account: string | null;
  readonly version: string | null;
}

/** One thing that must be readable or writable. */
export interface Look {
  readonly use: 'READ' | 'WRITE';
  /** As it reads after "may read" or "may write": "changes (change_request)". */
  readonly what: string;
  /** What to ask the tool's administrator for: a line of the connector's permissions, or what of it is meant. */
  readonly permission: string;
  /** true: only a part of Muster goes without it that may not be wanted. */
  readonly isOptional?: true;
  /** Asks the tool; a SourceError FORBIDDEN or NOT_FOUND is a no. Left out: there is no way to know without writing. */
  readonly tell?: (ask: Ask) => Promise<Told>;
}

/** isAllowed null: the answer says neither yes nor no. `because` is ours and reads after a dash. */
export interface Told {
  readonly isAllowed: boolean | null;
  readonly because?: string;
}

export const allowed: Told = { isAllowed: true };

/** A version that a tool keeps to itself is no trouble: null then. */
export function ifTold(version: Promise<string>): Promise<string | null> {
  return version.catch((error: unknown) => { if (error instanceof SourceError) return null; throw error; });
}
