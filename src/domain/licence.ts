import type { Instant } from './instant.ts';
import type { Account } from './person.ts';
import type { RecordIdentity } from './reference.ts';
import type { SourceRecord } from './source.ts';

/** An account of a tool's directory, as a record of its own. */
export interface AccountRecord extends SourceRecord {
  readonly kind: 'account';
  readonly userName: string;
  readonly name: string | null;
  readonly email: string | null;
  /** null: the tool did not say. A locked account is not active. */
  readonly isActive: boolean | null;
  /** A pipeline or interface, not a human being; null when nobody said. */
  readonly isService: boolean | null;
}

/** Rights to use a product, as bought. */
export interface Licence extends SourceRecord {
  readonly kind: 'licence';
  readonly name: string | null;
  readonly product: string | null;
  /** How many may be used; null when the tool did not say. */
  readonly rights: number | null;
  /** What one right costs a month, in `currency`; null when the tool did not say. */
  readonly monthlyCost: number | null;
  /** ISO 4217. */
  readonly currency: string | null;
  readonly startsAt: Instant | null;
  readonly endsAt: Instant | null;
}

/** One right of a licence, given to somebody. */
export interface Entitlement extends SourceRecord {
  readonly kind: 'entitlement';
  readonly licenceId: RecordIdentity | null;
  readonly heldBy: Account | null;
  readonly since: Instant | null;
  readonly isActive: boolean | null;
}
