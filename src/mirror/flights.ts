import { maxAgeOf, type Ask } from '../domain/ports/ask.ts';

interface Flight<T> {
  readonly beganAtMs: number;
  readonly landed: Promise<ReadonlyMap<string, T>>;
}

/**
 * What is being asked of a tool at this moment, so that pages that want the same share one question. Only for somebody
 * who looks and takes copies: a judgement, an act and a live question always ask for themselves.
 */
export class Flights {
  readonly #flying = new Map<string, Flight<unknown>>();

  /**
   * Answers for all names: what is on its way already, and young enough, is awaited (`awaiting` keeps the asker's own
   * deadline and says what stands there when it passes), the rest is asked for by `ask`, which must not reject.
   */
  async share<T>(what: string, names: readonly string[], asked: Ask, ask: (names: readonly string[]) => Promise<ReadonlyMap<string, T>>, awaiting: (names: readonly string[], landing: () => Promise<ReadonlyMap<string, T>>) => Promise<ReadonlyMap<string, T>>): Promise<ReadonlyMap<string, T>> {
    const maxAgeMs = maxAgeOf(asked, what);
    if (asked.purpose !== 'page' || maxAgeMs <= 0) return ask(names);
    const keyOf = (name: string): string => `${what} ${name}`;
    const oldest = performance.now() - maxAgeMs;
    const flying = Map.groupBy(names, (name) => this.#young<T>(keyOf(name), oldest));
    const own = flying.get(undefined) ?? [];
    const answers = [...flying].flatMap(([flight, shared]) => (flight === undefined ? [] : [awaiting(shared, async () => only(await flight.landed, shared))]));
    if (own.length > 0) answers.push(this.#depart(own.map(keyOf), () => ask(own)));
    return new Map((await Promise.all(answers)).flatMap((answer) => [...answer]));
  }

  #young<T>(key: string, oldest: number): Flight<T> | undefined {
    const flight = this.#flying.get(key) as Flight<T> | undefined;
    return flight !== undefined && flight.beganAtMs >= oldest ? flight : undefined;
  }

  async #depart<T>(keys: readonly string[], ask: () => Promise<ReadonlyMap<string, T>>): Promise<ReadonlyMap<string, T>> {
    const flight: Flight<T> = { beganAtMs: performance.now(), landed: ask() };
    for (const key of keys) this.#flying.set(key, flight);
    try {
      return await flight.landed;
    } finally {
      for (const key of keys) if (this.#flying.get(key) === flight) this.#flying.delete(key);
    }
  }
}

function only<T>(answer: ReadonlyMap<string, T>, names: readonly string[]): ReadonlyMap<string, T> {
  return new Map(names.flatMap((name) => {
    const value = answer.get(name);
    return value === undefined ? [] : [[name, value] as const];
  }));
}
