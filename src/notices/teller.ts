import { instant, type Clock } from '../domain/instant.ts';
import type { WorkQueue } from '../domain/ports/deployment-store.ts';
import { tellingQueue, type Attempted, type ClaimedNotice, type Outbox } from '../domain/ports/outbox.ts';
import type { ReleaseStore } from '../domain/ports/stores.ts';
import { NotDelivered, type Channel } from './channel.ts';
import { messageOf, type OwnTemplates } from './message.ts';
import { Rests } from './rests.ts';
import { addresseesOf, type Rule } from './rules.ts';

export interface TellerPorts {
  readonly outbox: Outbox;
  readonly queue: WorkQueue;
  readonly releases: Pick<ReleaseStore, 'byKeys'>;
  readonly clock: Clock;
  readonly channels: readonly Channel[];
  readonly rules: readonly Rule[];
  readonly templates: OwnTemplates;
  /** An attempt that failed, or a notice that was given up. */
  readonly onFailure: (notice: { readonly id: string; readonly channel: string; readonly problem: string; readonly isGivenUp: boolean }) => void;
  readonly onTrouble: (error: unknown) => void;
}

export interface TellerSettings {
  /** How long a notice is tried, milliseconds. */
  readonly giveUpAfterMs: number;
  /** Milliseconds to the next attempt, after the first, the second, …; the last holds from then on. */
  readonly pausesMs: readonly number[];
  /** For how long one attempt has a notice to itself; must outlast every channel's own deadline. */
  readonly leaseMs: number;
  /** How often it is looked for what a crash left lying. */
  readonly sweepMs: number;
  /** How long a channel that is down is left alone, milliseconds. */
  readonly restMs: number;
}

const usual: TellerSettings = {
  giveUpAfterMs: 86_400_000, pausesMs: [5_000, 30_000, 120_000, 600_000, 1_800_000, 3_600_000], leaseMs: 60_000, sweepMs: 15_000, restMs: 15_000,
};
const sweepSize = 200;

/** Tells whoever the rules name: each event is addressed once, each notice sent until it is taken or its time is over. Nothing waits for it. */
export class Teller {
  readonly #ports: TellerPorts;
  readonly #settings: TellerSettings;
  readonly #channels: ReadonlyMap<string, Channel>;
  readonly #rests: Rests;
  #sweeping: NodeJS.Timeout | null = null;
  #isStopping = false;

  constructor(ports: TellerPorts, settings: Partial<TellerSettings> = {}) {
    this.#ports = ports;
    this.#settings = { ...usual, ...settings };
    this.#channels = new Map(ports.channels.map((channel) => [channel.name, channel]));
    this.#rests = new Rests(this.#settings.restMs);
  }

  async start(): Promise<void> {
    await this.#ports.queue.work(tellingQueue, (id) => (id.startsWith('event:') ? this.#address(id) : this.#send(id)));
    await this.#sweep();
  }

  /** Takes up nothing new; what is on its way is the queue's to end. */
  stop(): void {
    this.#isStopping = true;
    if (this.#sweeping !== null) clearTimeout(this.#sweeping);
  }

  /** Frees what the channels hold, once nothing is on its way any more. */
  close(): void {
    for (const channel of this.#channels.values()) channel.close?.();
  }

  async #address(eventId: string): Promise<void> {
    const { outbox, releases, rules, templates } = this.#ports;
    const event = await outbox.event(eventId);
    if (event === null) return;
    const release = event.releaseKey === null ? null : (await releases.byKeys([event.releaseKey])).get(event.releaseKey) ?? null;
    const message = messageOf({ event, release }, templates);
    const giveUpAt = instant(new Date(Date.parse(event.at) + this.#settings.giveUpAfterMs));
    await outbox.address(eventId, addresseesOf(event, release, rules, this.#channels).map((to) => ({ ...to, ...message, giveUpAt })));
  }

  async #send(noticeId: string): Promise<void> {
    const { outbox, queue } = this.#ports;
    if (this.#isStopping) return;
    const claimed = await outbox.claim(noticeId, this.#settings.leaseMs);
    if (claimed === null) return;
    const outcome = await this.#attempt(claimed);
    await outbox.settle(claimed.notice, outcome);
    if (outcome.state === 'WAITING') await queue.enqueue(tellingQueue, noticeId, Math.max(0, Date.parse(outcome.nextAt) - this.#nowMs()));
  }

  async #attempt({ notice, event }: ClaimedNotice): Promise<Attempted> {
    const { id, recipient, subject, text, channel: name } = notice;
    const channel = this.#channels.get(name);
    if (channel === undefined) return this.#failed(notice, new NotDelivered(`there is no channel "${name}" in the configuration any more`, { isFinal: true }));
    const rest = this.#rests.of(name, this.#nowMs());
    if (rest !== null) return this.#failed(notice, new NotDelivered(rest.problem, { retryAt: instant(new Date(rest.untilMs)) }));
    try {
      await channel.send({ id, at: this.#ports.clock.now(), recipient, subject, text, event });
      this.#rests.over(name);
      return { state: 'SENT' };
    } catch (error) {
      if (error instanceof NotDelivered && error.isDown) this.#rests.begin(name, this.#nowMs(), error.message);
      return this.#failed(notice, error);
    }
  }

  #failed({ id, channel, attempts, giveUpAt }: ClaimedNotice['notice'], error: unknown): Attempted {
    if (!(error instanceof NotDelivered)) this.#ports.onTrouble(error);
    const problem = error instanceof NotDelivered ? error.message : 'Muster itself failed to send it; its log says why';
    const { pausesMs } = this.#settings;
    const pauseMs = pausesMs[Math.min(attempts, pausesMs.length) - 1] ?? 0;
    const retryAtMs = error instanceof NotDelivered && error.retryAt !== null ? Date.parse(error.retryAt) : 0;
    const nextAt = instant(new Date(Math.max(this.#nowMs() + pauseMs, retryAtMs)));
    const isGivenUp = (error instanceof NotDelivered && error.isFinal) || nextAt > giveUpAt;
    this.#ports.onFailure({ id, channel, problem, isGivenUp });
    return isGivenUp ? { state: 'GIVEN_UP', problem } : { state: 'WAITING', nextAt, problem };
  }

  async #sweep(): Promise<void> {
    const { outbox, queue, onTrouble } = this.#ports;
    try {
      for (const id of await outbox.due(sweepSize)) await queue.enqueue(tellingQueue, id, 0);
    } catch (error) {
      onTrouble(error);
    }
    if (!this.#isStopping) this.#sweeping = setTimeout(() => void this.#sweep(), this.#settings.sweepMs).unref();
  }

  #nowMs(): number {
    return this.#ports.clock.now().getTime();
  }
}
