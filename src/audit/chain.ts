import { createHash } from 'node:crypto';

/** What one entry of the log says, as JSON values. */
export interface AuditRecord {
  readonly number: number;
  /** ISO 8601, UTC, milliseconds. */
  readonly at: string;
  /** Who; null: the hub itself. */
  readonly actor: unknown;
  readonly act: string;
  readonly subject: string;
  readonly outcome: string;
  readonly because: string | null;
}

/** An entry in its place. */
export interface Chained extends AuditRecord {
  /** The hash of the entry before it. */
  readonly previous: string;
  /** SHA-256, in hexadecimal digits, of the entry as canonical JSON and of the hash before it. */
  readonly hash: string;
}

/** What stands before the first entry. */
export const genesis = '0'.repeat(64);

/** Puts an entry behind the one that has this hash. */
export function chained({ number, at, actor, act, subject, outcome, because }: AuditRecord, previous: string): Chained {
  const said = { number, at, actor, act, subject, outcome, because };
  return { ...said, previous, hash: createHash('sha256').update(`${previous}\n${canonical(said)}`).digest('hex') };
}

/** JSON with the keys of every object in order: a database keeps what they say, and not how they stood. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'object' && inner !== null && !Array.isArray(inner)
    ? Object.fromEntries(Object.entries(inner).toSorted(([one], [other]) => (one < other ? -1 : 1)))
    : inner));
}
