import { randomUUID } from 'node:crypto';
import type { ObservedPlace } from '../../domain/ports/observation-store.ts';
import { lookAt } from './look.ts';
import type { Looking } from './look.ts';
import type { ObservePorts } from './ports.ts';
import { observeDefaults } from './settings.ts';
import type { ObserveSettings } from './settings.ts';
import { noEndTold } from './sighting.ts';
import { watchedPlaces } from './watched.ts';

export type { ObservePorts } from './ports.ts';
export { observeDefaults } from './settings.ts';
export type { ObserveSettings } from './settings.ts';

export interface ObserverOptions {
  readonly ports: ObservePorts;
  readonly settings?: Partial<ObserveSettings>;
  /** Told of what nobody else would hear of; a tool's failure is no such thing: it stands with the place. */
  readonly warn?: (message: string, error: unknown) => void;
}

/**
 * Looks at what others deploy, for as long as the hub lives: the places of one connection one after another, connections
 * side by side; every node of the hub runs one, and a lease decides who looks where.
 */
export class Observer {
  readonly #looking: Looking;
  readonly #warn: NonNullable<ObserverOptions['warn']>;
  readonly #places: readonly ObservedPlace[];
  readonly #busy = new Map<string, Promise<void>>();
  readonly #ending = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> = Promise.resolve();

  constructor({ ports, settings, warn }: ObserverOptions) {
    this.#looking = { ports, settings: { ...observeDefaults, ...settings }, runner: randomUUID() };
    this.#warn = warn ?? (() => undefined);
    this.#places = watchedPlaces(ports);
  }

  start(): void {
    this.#round = this.#begin();
  }

  /** Breaks off questions under way and lets writes be finished; the next look begins at the same cursor. */
  async stop(): Promise<void> {
    this.#ending.abort();
    clearTimeout(this.#timer);
    await this.#round;
    await Promise.all(this.#busy.values());
  }

  async #begin(): Promise<void> {
    const { ports: { observations }, settings } = this.#looking;
    try {
      await observations.endOverdue(noEndTold(settings.endWithinMs));
      for (const [connection, places] of Map.groupBy(await observations.due(this.#places), (place) => place.connection)) this.#occupy(connection, places);
    } catch (error) {
      this.#warn('a look for what others deployed failed and will be tried again', error);
    }
    if (this.#ending.signal.aborted) return;
    this.#timer = setTimeout(() => { this.#round = this.#begin(); }, settings.lookMs);
  }

  /** A connection that is busy is left alone until it is free: one question of an observer at a time. */
  #occupy(connection: string, places: readonly ObservedPlace[]): void {
    if (this.#busy.has(connection) || this.#ending.signal.aborted) return;
    this.#busy.set(connection, this.#lookAtAll(places).finally(() => this.#busy.delete(connection)));
  }

  async #lookAtAll(places: readonly ObservedPlace[]): Promise<void> {
    for (const place of places) {
      if (this.#ending.signal.aborted) return;
      try {
        const { end } = await lookAt(place, this.#looking, this.#ending.signal);
        // The other places of this connection stand behind the same tool: they are due again at the next round.
        if (end === 'FAILED') return;
      } catch (error) {
        this.#warn(`looking at what others deployed of ${place.serviceKey} to ${place.environment} failed and will be tried again`, error);
      }
    }
  }
}
