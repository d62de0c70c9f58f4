import { Agent, request } from 'node:http';

export interface Told {
  readonly status: number;
  /** The body as it came; read it only where it counts. */
  readonly text: string;
  /** From the first byte sent to the last one received. */
  readonly milliseconds: number;
}

export interface Answer {
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors: readonly { readonly message: string; readonly extensions?: Readonly<Record<string, unknown>> }[];
}

/** A GraphQL endpoint over kept connections, one per client. */
export class Endpoint {
  readonly url: string;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 64 });
  readonly #headers: Readonly<Record<string, string>>;

  constructor(url: string, authorization: string | null) {
    this.url = url;
    this.#headers = { 'content-type': 'application/json', ...(authorization === null ? {} : { authorization }) };
  }

  /** A kept connection that the other side closed just as it was used again is no answer: the question is sent once more. */
  async ask(operation: Operation): Promise<Told> {
    const body = JSON.stringify({ query: operation.query, variables: operation.variables ?? {} });
    const told = await this.#send(body);
    return told ?? await this.#send(body) ?? this.#gone();
  }

  #send(body: string): Promise<Told | null> {
    const began = performance.now();
    return new Promise((resolve, reject) => {
      const sent = request(this.url, { method: 'POST', agent: this.#agent, headers: { ...this.#headers, 'content-length': Buffer.byteLength(body) } }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => { parts.push(part); });
        response.on('end', () => { resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString('utf8'), milliseconds: performance.now() - began }); });
        response.on('error', reject);
      });
      sent.on('error', (error: NodeJS.ErrnoException) => {
        if (sent.reusedSocket && error.code === 'ECONNRESET') resolve(null);
        else reject(error);
      });
      sent.end(body);
    });
  }

  #gone(): never {
    throw new Error(`${this.url} closed two connections in a row`);
  }
}

export interface Operation { readonly query: string; readonly variables?: Readonly<Record<string, unknown>> }

/** @throws Error when it is no GraphQL answer. */
export function answerOf({ status, text }: Told): Answer {
  if (status !== 200) throw new Error(`An operation was answered with HTTP ${status}: ${text.slice(0, 300)}`);
  const { data, errors } = JSON.parse(text) as Partial<Answer>;
  return { data: data ?? null, errors: errors ?? [] };
}
