import type { Deployment, DeploymentState, JournalEntry } from '../deployment.ts';
import type { Instant } from '../instant.ts';
import type { Page, PageRequest } from './stores.ts';

export interface DeploymentQuery {
  readonly states?: readonly DeploymentState[];
  readonly serviceKey?: string;
  readonly environment?: string;
  readonly releaseKey?: string;
  readonly origin?: 'TRIGGERED' | 'OBSERVED';
  readonly since?: Instant;
  readonly needsAttention?: boolean;
}

/** Who goes before a deployment that waits for its turn: the one that is or goes first, and how many there are with it. */
export interface InTheWay {
  readonly first: Deployment;
  readonly count: number;
}

/** What came of asking for a turn: the deployment that took it, or who is in the way. Neither: it no longer waits, or the fence has moved on. */
export interface Turn {
  readonly deployment: Deployment | null;
  readonly blockedBy: InTheWay | null;
}

/** A fact about the journal line to write along with a change; number and deployment are filled in. */
export type NewJournalEntry = Omit<JournalEntry, 'deploymentId' | 'number'>;

export type DeploymentPatch = Partial<Omit<Deployment, 'id' | 'sequence' | 'fence' | 'origin' | 'serviceKey' | 'environment'>>;

export interface DeploymentStore {
  /**
   * Writes the accepted deployment, its first journal line and its first piece of durable work in one transaction.
   * The same idempotency key again answers the deployment that stands under it (isNew false) when bodyDigest is the
   * same, and is a UserMistake IDEMPOTENCY_MISMATCH when it differs. What is being backed out, or was, is backed out by no second one: CONFLICT. Safe under any number of simultaneous calls.
   */
  accept(deployment: Omit<Deployment, 'sequence' | 'fence'>, bodyDigest: string, entry: NewJournalEntry): Promise<{ readonly deployment: Deployment; readonly isNew: boolean }>;
  /**
   * The deployment under an idempotency key, with the digest of the body it was accepted with. A key stands until its
   * deployment has ended and for 30 days at the least; after that it is as if it had never been used, for accept too.
   */
  byIdempotencyKey(key: string): Promise<{ readonly deployment: Deployment; readonly bodyDigest: string } | null>;
  byId(id: string): Promise<Deployment | null>;
  byIds(ids: readonly string[]): Promise<ReadonlyMap<string, Deployment>>;
  list(query: DeploymentQuery, page: PageRequest): Promise<Page<Deployment>>;
  /** Newest deployment of each (release, environment). */
  latest(releaseKeys: readonly string[]): Promise<readonly Deployment[]>;
  /**
   * The one of each (release, environment) that says how the release stands there: the newest that has or had its turn.
   * What waits, was refused, or was called off before its trigger touched nothing. What others made counts from when it
   * began, however late it was read of.
   */
  decisive(releaseKeys: readonly string[]): Promise<readonly Deployment[]>;
  /** The one that decides in the same sense what stands of a service in an environment, whatever release it was of. */
  lastAt(serviceKey: string, environment: string): Promise<Deployment | null>;
  /** Newest one that went live before this one in its service and environment and carried another package; what was backed out since does not count. */
  ranBefore(deployment: Deployment): Promise<Deployment | null>;
  /** Newest back-out of each. */
  backOutsOf(ids: readonly string[]): Promise<readonly Deployment[]>;
  /** Every one that has not ended, whoever made it, in order of acceptance. */
  open(): Promise<readonly Deployment[]>;
  /** Newest SUCCEEDED one of a service in an environment. */
  running(serviceKey: string, environment: string): Promise<Deployment | null>;

  /** Takes the deployment over for leaseMs: fence + 1. Null when it has ended, others made it (OBSERVED), or another runner's lease still holds. */
  claim(id: string, runner: string, leaseMs: number): Promise<Deployment | null>;
  /** Makes the lease last for leaseMs from now and changes nothing else; false when the fence has moved on or it has ended. For acts that outlast a lease, such as a judgement of slow tools. */
  prolong(id: string, fence: number, leaseMs: number): Promise<boolean>;
  /** Gives the lease back and asks for the next look after delayMs; false when the fence has moved on. */
  release(id: string, fence: number, delayMs: number): Promise<boolean>;
  /**
   * The one way to change a deployment: `where id = … and state = from and fence = fence`, with its journal line in the
   * same transaction, and the lease prolonged. Null when nothing matched (a stale runner writes nothing).
   */
  write(id: string, guard: { readonly from: DeploymentState; readonly fence: number }, patch: DeploymentPatch, entry: NewJournalEntry): Promise<Deployment | null>;
  /**
   * Takes its turn: WAITING → REVALIDATING only while no other deployment of the same (service key, environment) is
   * active, whoever made it (what others run only as long as its end is waited for), and none accepted earlier is still ACCEPTED or WAITING with its start come. Back-outs go before all that waits. `blockedBy` says who is in the way.
   */
  takeTurn(id: string, fence: number, entry: NewJournalEntry): Promise<Turn>;
  journal(id: string): Promise<readonly JournalEntry[]>;
  /** TRIGGERED deployments that have not ended, whose lease has run out and whose next look is due. */
  due(limit: number): Promise<readonly string[]>;
}

/** Durable work: survives the process, done at least once, by one runner at a time per key. */
export interface WorkQueue {
  /** One waiting job per key at most. */
  enqueue(queue: string, key: string, delayMs: number): Promise<void>;
  work(queue: string, handler: (key: string) => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}
