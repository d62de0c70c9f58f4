import { finalStates } from '../domain/deployment.ts';
import type { Deployment } from '../domain/deployment.ts';
import { MusterError } from '../domain/error.ts';
import type { DeploymentPatch, DeploymentStore, InTheWay, NewJournalEntry } from '../domain/ports/deployment-store.ts';

/** Another runner has taken the deployment over; whatever this one still wanted to write is void. */
export class HandLostError extends MusterError {
  override readonly name = 'HandLostError';
}

/**
 * A runner's hold on one deployment: every write goes through it, under the fence of its claim. It keeps the lease alive
 * while a step takes longer than it, and knows when it was lost.
 */
export class Hand {
  #deployment: Deployment;
  #heldUntil: number;
  readonly #store: DeploymentStore;
  readonly #leaseMs: number;
  readonly #lost = new AbortController();
  readonly #heartbeat: NodeJS.Timeout;
  #beat: Promise<void> = Promise.resolve();

  private constructor(store: DeploymentStore, deployment: Deployment, leaseMs: number, heldUntil: number) {
    this.#store = store;
    this.#deployment = deployment;
    this.#leaseMs = leaseMs;
    this.#heldUntil = heldUntil;
    this.#heartbeat = setInterval(() => { this.#beat = this.#prolong(); }, Math.max(1, leaseMs / 3)).unref();
  }

  /** Null when the deployment has ended or another runner holds it. */
  static async take(store: DeploymentStore, id: string, runner: string, leaseMs: number): Promise<Hand | null> {
    const heldUntil = performance.now() + leaseMs;
    const deployment = await store.claim(id, runner, leaseMs);
    return deployment && new Hand(store, deployment, leaseMs, heldUntil);
  }

  get deployment(): Deployment {
    return this.#deployment;
  }

  /** Aborted once the hold is lost. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /** Is it certain that nobody else may have taken it over? Measured by a clock that is never set back. */
  isHeld(): boolean {
    return !this.#lost.signal.aborted && performance.now() < this.#heldUntil;
  }

  async write(patch: DeploymentPatch, entry: NewJournalEntry): Promise<void> {
    const { id, state, fence } = this.#deployment;
    const heldUntil = performance.now() + this.#leaseMs;
    this.#keep(await this.#store.write(id, { from: state, fence }, patch, entry));
    this.#heldUntil = Math.max(this.#heldUntil, heldUntil);
  }

  /** Null when the turn was taken; otherwise who is in the way. */
  async takeTurn(entry: NewJournalEntry): Promise<InTheWay | null> {
    const { deployment, blockedBy } = await this.#store.takeTurn(this.#deployment.id, this.#deployment.fence, entry);
    if (blockedBy !== null) return blockedBy;
    this.#keep(deployment);
    return null;
  }

  /** Ends the hold; a deployment that goes on is looked at again after delayMs. */
  async giveBack(delayMs: number): Promise<void> {
    this.letGo();
    await this.#beat;
    if (!finalStates.has(this.#deployment.state)) await this.#store.release(this.#deployment.id, this.#deployment.fence, delayMs);
  }

  /** Stops keeping the lease alive, and gives nothing back: it runs out by itself. */
  letGo(): void {
    clearInterval(this.#heartbeat);
  }

  #keep(deployment: Deployment | null): void {
    if (deployment === null) {
      this.#lost.abort();
      throw new HandLostError(`${this.#deployment.id} was taken over by another runner after fence ${this.#deployment.fence}; nothing was written.`);
    }
    this.#deployment = deployment;
  }

  /** A failed heartbeat is not yet a lost hold: the next one, or the end of the lease, will tell. */
  async #prolong(): Promise<void> {
    const { id, fence } = this.#deployment;
    const heldUntil = performance.now() + this.#leaseMs;
    const isOurs = await this.#store.prolong(id, fence, this.#leaseMs).catch(() => null);
    if (isOurs === true) this.#heldUntil = Math.max(this.#heldUntil, heldUntil);
    if (isOurs === false && !finalStates.has(this.#deployment.state)) this.#lost.abort();
  }
}
