import type { Readiness } from '../../domain/readiness.ts';

export interface Place {
  readonly releaseKey: string;
  readonly environment: string;
}

export interface AheadPorts {
  /** What is planned to go out soon and has not yet. */
  readonly upcoming: () => Promise<readonly Place[]>;
  readonly watch: (releaseKey: string, environment: string) => AsyncGenerator<Readiness, undefined, undefined>;
  /** Without a place: what is upcoming could not be told. */
  readonly onTrouble: (error: unknown, place?: Place) => void;
}

/** Watches what is about to go out although nobody asks, so that whoever must be told hears of it; a look says anew what that is. */
export class WatchAhead {
  readonly #ports: AheadPorts;
  readonly #everyMs: number;
  readonly #held = new Map<string, AsyncGenerator<Readiness, undefined, undefined>>();
  #timer: NodeJS.Timeout | null = null;
  #isStopped = false;

  constructor(ports: AheadPorts, everyMs: number) {
    this.#ports = ports;
    this.#everyMs = everyMs;
  }

  /** How many places are being watched. */
  get size(): number {
    return this.#held.size;
  }

  /** One look, then one every so often, each after the one before has ended. */
  start(): void {
    void this.look().finally(() => { if (!this.#isStopped) this.#timer = setTimeout(() => { this.start(); }, this.#everyMs).unref(); });
  }

  /** Begins what is new and ends what no longer is upcoming. Never throws: what it cannot tell changes nothing. */
  async look(): Promise<void> {
    try {
      const places = new Map((await this.#ports.upcoming()).map((place) => [JSON.stringify([place.releaseKey, place.environment]), place]));
      if (this.#isStopped) return;
      for (const [key, events] of this.#held) if (!places.has(key)) void events.return(undefined);
      for (const [key, place] of places) if (!this.#held.has(key)) void this.#hold(key, place);
    } catch (error) {
      this.#ports.onTrouble(error);
    }
  }

  stop(): void {
    this.#isStopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    for (const events of this.#held.values()) void events.return(undefined);
  }

  /** A watch that fails is begun again by the next look. */
  async #hold(key: string, place: Place): Promise<void> {
    const events = this.#ports.watch(place.releaseKey, place.environment);
    this.#held.set(key, events);
    try {
      while ((await events.next()).done !== true); // each judgement tells by itself
    } catch (error) {
      this.#ports.onTrouble(error, place);
    } finally {
      this.#held.delete(key);
    }
  }
}
