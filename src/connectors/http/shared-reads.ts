import type { HttpAnswer, HttpRequest } from './request.ts';
import { isSafeRead } from './retry.ts';

interface Flight {
  readonly schema: unknown;
  readonly landed: Promise<HttpAnswer<unknown>>;
}

/** Identical safe reads in flight at the same moment are one: only for somebody who looks and takes copies. */
export class SharedReads {
  readonly #flying = new Map<string, Flight>();

  share<T>(request: HttpRequest<T>, address: URL, send: () => Promise<HttpAnswer<T>>): Promise<HttpAnswer<T>> {
    const { ask } = request;
    // An asker who may leave early would take the others' answer along.
    if (ask.purpose !== 'page' || ask.maxAgeMs <= 0 || ask.signal !== undefined || !isSafeRead(request)) return send();
    const key = keyOf(request, address);
    const flying = this.#flying.get(key);
    // The same schema made the answer, so it has this request's type.
    if (flying?.schema === request.schema) return flying.landed as Promise<HttpAnswer<T>>;
    const flight: Flight = { schema: request.schema, landed: send() };
    this.#flying.set(key, flight);
    const land = (): void => { if (this.#flying.get(key) === flight) this.#flying.delete(key); };
    flight.landed.then(land, land);
    return flight.landed as Promise<HttpAnswer<T>>;
  }
}

function keyOf({ method, headers, json, text, form, accepts }: HttpRequest<unknown>, address: URL): string {
  return `${method} ${address.href} ${JSON.stringify([headers, json, text, form, accepts])}`;
}
