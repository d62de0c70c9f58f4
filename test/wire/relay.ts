import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** An honest answer of a tool, as it came over the wire. */
export interface Told {
  /** "METHOD /path?query", percent-decoded. */
  readonly call: string;
  /** What the hub sent. */
  readonly sent: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
}

/** What the hub gets instead. */
export interface Delivery {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
  /** whole: as HTTP wants it. reset: the connection breaks after these bytes. stall: nothing more ever comes. Default whole. */
  readonly ending?: 'whole' | 'reset' | 'stall';
  /** The length that the header claims; default the true one. */
  readonly claimedLength?: number;
  /** Milliseconds before the first byte. */
  readonly delayMs?: number;
}

/** Changes one answer; undefined lets it pass. */
export type Distortion = (told: Told) => Delivery | undefined;

/** Stands between the hub and a tool and distorts answers byte by byte, header by header and in time. */
export interface Relay {
  readonly url: string;
  /** From now on every answer goes through here; the count of distorted ones begins anew. */
  distort(distortion: Distortion): void;
  lift(): void;
  distorted(): number;
  close(): Promise<void>;
}

export async function startRelay(target: string): Promise<Relay> {
  let distortion: Distortion = () => undefined;
  let distorted = 0;
  const server = createServer((request, response) => {
    answer(request, response).catch(() => { response.destroy(); });
  });
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const told = await ask(target, request);
    const delivery = distortion(told);
    if (delivery !== undefined) distorted += 1;
    await deliver(response, delivery ?? told);
  };
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    distort: (next) => { [distortion, distorted] = [next, 0]; },
    lift: () => { distortion = () => undefined; },
    distorted: () => distorted,
    close: () => new Promise((resolve) => {
      server.close(() => { resolve(); });
      server.closeAllConnections();
    }),
  };
}

/** Headers of one hop: they are said anew for what is sent on. */
const ofOneHop = new Set(['host', 'connection', 'content-length', 'content-encoding', 'accept-encoding', 'transfer-encoding', 'keep-alive', 'etag']);

async function ask(target: string, request: IncomingMessage): Promise<Told> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const sent = Buffer.concat(chunks);
  const answer = await fetch(`${target}${request.url ?? ''}`, { method: request.method ?? 'GET', redirect: 'manual', headers: passedOn(request.headers), ...(sent.length > 0 && { body: sent }) });
  return {
    call: `${request.method ?? ''} ${decodeURIComponent((request.url ?? '').replaceAll('+', ' '))}`,
    sent: sent.toString('utf8'), status: answer.status,
    headers: Object.fromEntries([...answer.headers].filter(([name]) => !ofOneHop.has(name))),
    bytes: Buffer.from(await answer.arrayBuffer()),
  };
}

function passedOn(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value === undefined || ofOneHop.has(name) ? [] : [[name, String(value)]])));
}

async function deliver(response: ServerResponse, { status, headers, bytes, ending = 'whole', claimedLength = bytes.length, delayMs = 0 }: Delivery): Promise<void> {
  // Whoever is kept waiting keeps no process alive.
  if (delayMs > 0) await pause(delayMs, undefined, { ref: false });
  response.writeHead(status, { ...headers, 'content-length': String(claimedLength), ...(claimedLength !== bytes.length && { connection: 'close' }) });
  if (ending === 'whole' && claimedLength === bytes.length) {
    response.end(bytes);
    return;
  }
  response.flushHeaders();
  response.socket?.write(bytes);
  if (ending !== 'stall') response.socket?.end(() => { response.socket?.resetAndDestroy(); });
}
