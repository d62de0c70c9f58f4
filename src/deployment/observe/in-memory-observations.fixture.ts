import type { Instant } from '../../domain/instant.ts';
import type { KnownDeployment, KnownQuery, ObservationStore, ObservationTurn, ObservedPlace, Sighting } from '../../domain/ports/observation-store.ts';
import type { SourceProblem } from '../../domain/source.ts';

/** The port as far as looking needs it; the store's own specs hold the real one to its promises. */
export class InMemoryObservations implements ObservationStore {
  readonly cursors = new Map<string, Instant>();
  readonly sightings: Sighting[] = [];
  readonly problems: SourceProblem[] = [];
  readonly waits: number[] = [];
  readonly queries: KnownQuery[] = [];
  readonly givenBack: string[] = [];
  overdueRounds = 0;
  knows: readonly KnownDeployment[] = [];
  readonly #held = new Set<string>();

  due(places: readonly ObservedPlace[]): Promise<readonly ObservedPlace[]> {
    return Promise.resolve(places.filter((place) => !this.#held.has(place.serviceKey)));
  }

  takeTurn({ serviceKey }: ObservedPlace): Promise<ObservationTurn | null> {
    if (this.#held.has(serviceKey)) return Promise.resolve(null);
    this.#held.add(serviceKey);
    return Promise.resolve({ fence: 1, cursor: this.cursors.get(serviceKey) ?? null });
  }

  known(_place: ObservedPlace, query: KnownQuery): Promise<readonly KnownDeployment[]> {
    this.queries.push(query);
    return Promise.resolve(this.knows);
  }

  keep({ serviceKey }: ObservedPlace, _turn: ObservationTurn, { sightings, cursor }: { readonly sightings: readonly Sighting[]; readonly cursor: Instant }): Promise<number | null> {
    this.#held.delete(serviceKey);
    this.cursors.set(serviceKey, cursor);
    this.sightings.push(...sightings);
    return Promise.resolve(sightings.length);
  }

  giveUp({ serviceKey }: ObservedPlace, _turn: ObservationTurn, problem: SourceProblem, nextInMs: (failures: number) => number): Promise<void> {
    this.#held.delete(serviceKey);
    this.problems.push(problem);
    this.waits.push(nextInMs(1), nextInMs(3), nextInMs(40));
    return Promise.resolve();
  }

  giveBack({ serviceKey }: ObservedPlace): Promise<void> {
    this.#held.delete(serviceKey);
    this.givenBack.push(serviceKey);
    return Promise.resolve();
  }

  endOverdue(): Promise<readonly string[]> {
    this.overdueRounds += 1;
    return Promise.resolve([]);
  }
}
