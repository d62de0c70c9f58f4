import { activeStates, finalStates } from '../../domain/deployment.ts';
import type { Deployment, JournalEntry } from '../../domain/deployment.ts';
import { UserMistake } from '../../domain/error.ts';
import { instant } from '../../domain/instant.ts';
import type { Clock } from '../../domain/instant.ts';
import type { DeploymentPatch, DeploymentQuery, DeploymentStore, NewJournalEntry } from '../../domain/ports/deployment-store.ts';

interface Row {
  deployment: Deployment;
  readonly bodyDigest: string;
  readonly journal: JournalEntry[];
  runner: string | null;
  leaseUntil: number;
  leaseMs: number;
  nextLookAt: number;
}

/** The port's promises, kept in a map: for specs. The store's own specs hold the real one to the same. */
export class InMemoryDeployments implements DeploymentStore {
  readonly #rows = new Map<string, Row>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  accept(deployment: Omit<Deployment, 'sequence' | 'fence'>, bodyDigest: string, entry: NewJournalEntry): ReturnType<DeploymentStore['accept']> {
    const standing = [...this.#rows.values()].find((row) => row.deployment.idempotencyKey === deployment.idempotencyKey);
    if (standing && standing.bodyDigest !== bodyDigest) return Promise.reject(new UserMistake('IDEMPOTENCY_MISMATCH', 'another body', ['idempotencyKey']));
    if (standing) return Promise.resolve({ deployment: standing.deployment, isNew: false });
    const isBackedOut = deployment.backOutOfId !== null && this.#all().some((one) => one.backOutOfId === deployment.backOutOfId && (one.state === 'SUCCEEDED' || !finalStates.has(one.state)));
    if (isBackedOut) return Promise.reject(new UserMistake('CONFLICT', 'is being backed out already', ['deploymentId']));
    const row: Row = { deployment: { ...deployment, sequence: this.#rows.size + 1, fence: 0 }, bodyDigest, journal: [], runner: null, leaseUntil: 0, leaseMs: 0, nextLookAt: this.#now() };
    this.#rows.set(deployment.id, row);
    journalise(row, entry);
    return Promise.resolve({ deployment: row.deployment, isNew: true });
  }

  byIdempotencyKey(key: string): ReturnType<DeploymentStore['byIdempotencyKey']> {
    return Promise.resolve([...this.#rows.values()].find((row) => row.deployment.idempotencyKey === key) ?? null);
  }

  byId(id: string): Promise<Deployment | null> {
    return Promise.resolve(this.#rows.get(id)?.deployment ?? null);
  }

  byIds(ids: readonly string[]): Promise<ReadonlyMap<string, Deployment>> {
    return Promise.resolve(new Map(ids.flatMap((id) => this.#rows.get(id)?.deployment ?? []).map((one) => [one.id, one])));
  }

  list({ states, serviceKey, environment, since }: DeploymentQuery = {}): ReturnType<DeploymentStore['list']> {
    const fits = (one: Deployment): boolean => states?.includes(one.state) !== false && (serviceKey ?? one.serviceKey) === one.serviceKey && (environment ?? one.environment) === one.environment && one.requestedAt >= (since ?? '');
    const items = this.#all().filter(fits).reverse();
    return Promise.resolve({ items, totalCount: items.length, hasNextPage: false });
  }

  latest(releaseKeys: readonly string[]): Promise<readonly Deployment[]> {
    return Promise.resolve(this.#all().filter(({ releaseKey }) => releaseKey !== null && releaseKeys.includes(releaseKey)));
  }

  async decisive(releaseKeys: readonly string[]): Promise<readonly Deployment[]> {
    return (await this.latest(releaseKeys)).filter(touched);
  }

  lastAt(serviceKey: string, environment: string): Promise<Deployment | null> {
    return Promise.resolve(this.#all().findLast((one) => one.serviceKey === serviceKey && one.environment === environment && touched(one)) ?? null);
  }

  ranBefore({ id, serviceKey, environment, packageDigest, triggeredAt }: Deployment): Promise<Deployment | null> {
    const went = this.#all().filter((one) => one.serviceKey === serviceKey && one.environment === environment && one.state === 'SUCCEEDED' && one.id !== id && one.packageDigest !== packageDigest && (one.liveAt ?? '') <= (triggeredAt ?? '~'));
    return Promise.resolve(went.toSorted((one, other) => (one.liveAt ?? '').localeCompare(other.liveAt ?? '')).at(-1) ?? null);
  }

  backOutsOf(ids: readonly string[]): Promise<readonly Deployment[]> {
    return Promise.resolve(ids.flatMap((id) => this.#all().findLast(({ backOutOfId }) => backOutOfId === id) ?? []));
  }

  open(): Promise<readonly Deployment[]> {
    return Promise.resolve(this.#all().filter(({ state }) => !finalStates.has(state)));
  }

  running(serviceKey: string, environment: string): Promise<Deployment | null> {
    return Promise.resolve(this.#all().findLast((one) => one.serviceKey === serviceKey && one.environment === environment && one.state === 'SUCCEEDED') ?? null);
  }

  claim(id: string, runner: string, leaseMs: number): Promise<Deployment | null> {
    const row = this.#rows.get(id);
    if (row?.deployment.origin !== 'TRIGGERED' || finalStates.has(row.deployment.state)) return Promise.resolve(null);
    if (row.runner !== null && row.runner !== runner && row.leaseUntil > this.#now()) return Promise.resolve(null);
    Object.assign(row, { runner, leaseMs, leaseUntil: this.#now() + leaseMs, deployment: { ...row.deployment, fence: row.deployment.fence + 1 } });
    return Promise.resolve(row.deployment);
  }

  prolong(id: string, fence: number, leaseMs: number): Promise<boolean> {
    const row = this.#rows.get(id);
    if (row?.deployment.fence !== fence || row.runner === null || finalStates.has(row.deployment.state)) return Promise.resolve(false);
    row.leaseUntil = this.#now() + leaseMs;
    return Promise.resolve(true);
  }

  release(id: string, fence: number, delayMs: number): Promise<boolean> {
    const row = this.#rows.get(id);
    if (row?.deployment.fence !== fence) return Promise.resolve(false);
    Object.assign(row, { runner: null, leaseUntil: 0, nextLookAt: this.#now() + delayMs });
    return Promise.resolve(true);
  }

  write(id: string, guard: Parameters<DeploymentStore['write']>[1], patch: DeploymentPatch, entry: NewJournalEntry): Promise<Deployment | null> {
    const row = this.#rows.get(id);
    if (row?.deployment.state !== guard.from || row.deployment.fence !== guard.fence) return Promise.resolve(null);
    row.deployment = { ...row.deployment, ...patch };
    if (row.runner !== null) row.leaseUntil = this.#now() + row.leaseMs;
    journalise(row, entry);
    return Promise.resolve(row.deployment);
  }

  takeTurn(id: string, fence: number, entry: NewJournalEntry): ReturnType<DeploymentStore['takeTurn']> {
    const row = this.#rows.get(id);
    if (row?.deployment.state !== 'WAITING' || row.deployment.fence !== fence) return Promise.resolve({ deployment: null, blockedBy: null });
    const inTheWay = this.#inTheWayOf(row.deployment);
    const [first] = inTheWay;
    if (first !== undefined) return Promise.resolve({ deployment: null, blockedBy: { first, count: inTheWay.length } });
    row.deployment = { ...row.deployment, state: 'REVALIDATING' };
    journalise(row, entry);
    return Promise.resolve({ deployment: row.deployment, blockedBy: null });
  }

  journal(id: string): Promise<readonly JournalEntry[]> {
    return Promise.resolve(this.#rows.get(id)?.journal ?? []);
  }

  due(limit: number): Promise<readonly string[]> {
    const now = this.#now();
    const ids = [...this.#rows.values()].filter(({ deployment, leaseUntil, nextLookAt }) => deployment.origin === 'TRIGGERED' && !finalStates.has(deployment.state) && leaseUntil <= now && nextLookAt <= now);
    return Promise.resolve(ids.slice(0, limit).map(({ deployment }) => deployment.id));
  }

  #inTheWayOf(mine: Deployment): readonly Deployment[] {
    const now = instant(this.#clock.now());
    return this.#all().toSorted((one, other) => Number(one.backOutOfId === null) - Number(other.backOutOfId === null)).filter((other) => other.id !== mine.id && other.serviceKey === mine.serviceKey && other.environment === mine.environment && (activeStates.has(other.state)
      || (goesBefore(other, mine) && (other.state === 'ACCEPTED' || other.state === 'WAITING') && (other.startAt === null || other.startAt <= now))));
  }

  #all(): Deployment[] {
    return [...this.#rows.values()].map(({ deployment }) => deployment);
  }

  #now(): number {
    return this.#clock.now().getTime();
  }
}

function journalise(row: Row, entry: NewJournalEntry): void {
  row.journal.push({ ...entry, deploymentId: row.deployment.id, number: row.journal.length + 1 });
}

function touched({ state, triggeredAt, origin }: Deployment): boolean {
  return activeStates.has(state) || triggeredAt !== null || origin === 'OBSERVED';
}

function goesBefore(one: Deployment, other: Deployment): boolean {
  if ((one.backOutOfId === null) !== (other.backOutOfId === null)) return one.backOutOfId !== null;
  return one.sequence < other.sequence;
}
