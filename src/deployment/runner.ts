import { randomUUID } from 'node:crypto';
import { look } from './look.ts';
import type { Looking } from './look.ts';
import type { Pause } from './perform.ts';
import { advanceQueue } from './ports.ts';
import type { DeploymentPorts } from './ports.ts';
import { defaultSettings } from './settings.ts';
import type { RunnerSettings } from './settings.ts';

/** How many deployments one sweep hands to the queue. */
const sweepSize = 100;
/** How many that the queue let lie are looked at by one sweep itself. */
const leftLyingSize = 4;

/**
 * Carries deployments on, durably. Each look is one piece of work: claim, do what can be done, release with the pause
 * until the next. The queue makes looks prompt; the sweep makes them certain, since it finds every deployment whose
 * lease ran out, whoever died holding it. Nothing that goes wrong in a look ends the process.
 */
export class DeploymentRunner {
  readonly #ports: DeploymentPorts;
  readonly #looking: Looking;
  readonly #inHand = new Map<string, Promise<Pause>>();
  #sweeping: NodeJS.Timeout | undefined;
  /** What the last sweep handed to the queue. */
  #handedOver: ReadonlySet<string> = new Set();
  #isStopping = false;

  constructor(ports: DeploymentPorts, settings: Partial<RunnerSettings> = {}) {
    this.#ports = ports;
    this.#looking = {
      ports, settings: { ...defaultSettings, ...settings }, watched: new Map(), runner: `runner:${randomUUID()}`,
      isStopping: () => this.#isStopping,
    };
  }

  /** Begins to work the queue and to sweep; the first sweep is at once, so that what a crash left is taken up. */
  async start(): Promise<void> {
    await this.#ports.queue.work(advanceQueue, async (id) => { await this.look(id); });
    await this.#sweep();
  }

  /** One look, at most one at a time per deployment. Answers the pause until the next; null when there is none. Never throws. */
  look(id: string): Promise<Pause> {
    const inHand = this.#inHand.get(id);
    if (inHand !== undefined || this.#isStopping) return inHand ?? Promise.resolve(null);
    const looking = this.#lookOnce(id).finally(() => this.#inHand.delete(id));
    this.#inHand.set(id, looking);
    return looking;
  }

  /** Lets the steps under way write their outcome, gives the leases back, and takes up nothing new. The queue is its owner's to stop. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    clearTimeout(this.#sweeping);
    let limit: NodeJS.Timeout | undefined;
    const tooLong = new Promise<void>((resolve) => { limit = setTimeout(resolve, this.#looking.settings.stopWithinMs); });
    await Promise.race([Promise.allSettled(this.#inHand.values()), tooLong]);
    clearTimeout(limit);
  }

  async #lookOnce(id: string): Promise<Pause> {
    try {
      const pause = await look(id, this.#looking);
      if (pause !== null) await this.#ports.queue.enqueue(advanceQueue, id, pause);
      return pause;
    } catch (error) {
      this.#ports.onTrouble?.(id, error);
      return null;
    }
  }

  async #sweep(): Promise<void> {
    try {
      await this.#handOver((await this.#ports.deployments.due(sweepSize)).filter((id) => !this.#inHand.has(id)));
    } catch (error) {
      this.#ports.onTrouble?.(null, error);
    }
    if (!this.#isStopping) this.#sweeping = setTimeout(() => void this.#sweep(), this.#looking.settings.sweepMs).unref();
  }

  /** What is still due although the last sweep enqueued it is looked at without the queue, a few at a time. */
  async #handOver(due: readonly string[]): Promise<void> {
    const leftLying = due.filter((id) => this.#handedOver.has(id)).slice(0, leftLyingSize);
    this.#handedOver = new Set(due);
    for (const id of leftLying) void this.look(id);
    for (const id of due) await this.#ports.queue.enqueue(advanceQueue, id, 0);
  }
}
