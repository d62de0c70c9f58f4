import { randomUUID } from 'node:crypto';
import type { ObservedPlace } from '../../domain/ports/observation-store.ts';
import type { SourceProblem } from '../../domain/source.ts';
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
  /** Told of a tool that failed: what went out there is not known until a later look. */
  readonly onFailure?: (place: ObservedPlace, problem: SourceProblem) => void;
  /** Told of our own failures, which nobody else would hear of. */
  readonly warn?: (message: string, error: unknown) => void;
}

/**
 * Looks at what others deploy, for as long as the hub lives: the places of one connection one after another, connections
 * side by side; every node of the hub runs one, and a lease decides who looks where.
 */
export class Observer {
  readonly #looking: Looking;
  readonly #warn: NonNullable<ObserverOptions['warn']>;
  readonly #onFailure: NonNullable<ObserverOptions['onFailure']>;
  readonly #places: readonly ObservedPlace[];
  readonly #busy = new Map<string, Promise<void>>();
  readonly #ending = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> = Promise.resolve();

  constructor({ ports, settings, onFailure, warn }: ObserverOptions) {
    this.#looking = { ports, settings: { ...observeDefaults, ...settings }, runner: randomUUID() };
    this.#warn = warn ?? (() => undefined);
    this.#onFailure = onFailure ?? (() => undefined);
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
        const looked = await lookAt(place, this.#looking, this.#ending.signal);
        if (looked.end !== 'FAILED') continue;
        this.#onFailure(place, looked.problem);
        // The other places of this connection stand behind the same tool: they are due again at the next round.
        return;
      } catch (error) {
        this.#warn(`looking at what others deployed of ${place.serviceKey} to ${place.environment} failed and will be tried again`, error);
      }
    }
  }
}
