import type { Readable } from 'node:stream';
import axios from 'axios';
import { agentsFor, type Outgoing } from './outgoing.ts';
import type { Headers, HttpRequest } from './request.ts';

/** An answer whose body has not been read yet. */
export interface OpenAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly stream: Readable;
}

export type Wire = (request: HttpRequest<unknown>, address: URL, authorization: Headers, signal: AbortSignal) => Promise<OpenAnswer>;

/**
 * Puts one request on the wire with axios, stripped of what it does unasked: following redirects (it takes custom auth
 * headers along), proxies from the environment, its own parsing, its own unpacking, judging statuses.
 */
export function createWire(mostSockets: number, outgoing?: Outgoing): Wire {
  const kept = { keepAlive: true, maxSockets: mostSockets };
  const keeping = agentsFor(outgoing, kept);
  // No limit on these: an agent with one hands freed sockets on.
  const fresh = agentsFor(outgoing, { keepAlive: false });
  return async (request, address, authorization, signal) => {
    const body = bodyOf(request);
    // A write gets a socket of its own: on a kept one that the tool has just closed, nobody could say whether it arrived.
    const agents = request.ask.purpose === 'act' && request.method !== 'GET' ? fresh : keeping;
    const response = await axios.request<Readable>({
      ...agents,
      adapter: 'http',
      method: request.method,
      url: address.href,
      headers: { ...headersOf(request, body?.contentType), ...authorization },
      data: body?.bytes,
      signal,
      responseType: 'stream',
      decompress: false,
      maxRedirects: 0,
      proxy: false,
      maxBodyLength: Number.POSITIVE_INFINITY,
      transformRequest: [(data: unknown) => data],
      validateStatus: () => true,
    });
    return { status: response.status, headers: plainHeaders(response.headers), stream: response.data };
  };
}

function headersOf(request: HttpRequest<unknown>, contentType: string | undefined): Headers {
  const defaults = { 'accept': 'application/json', 'accept-encoding': 'gzip, br', 'user-agent': 'muster' };
  const given = Object.fromEntries(Object.entries(request.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
  return { ...defaults, ...given, ...(contentType === undefined ? {} : { 'content-type': contentType }) };
}

function bodyOf(request: HttpRequest<unknown>): { readonly bytes: Buffer; readonly contentType: string } | undefined {
  if (request.json !== undefined) return { bytes: Buffer.from(JSON.stringify(request.json)), contentType: 'application/json' };
  if (request.text !== undefined) return { bytes: Buffer.from(request.text.body), contentType: request.text.contentType };
  if (request.form !== undefined) return { bytes: Buffer.from(new URLSearchParams(request.form).toString()), contentType: 'application/x-www-form-urlencoded' };
  return undefined;
}

function plainHeaders(headers: object): Headers {
  return Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value === undefined || value === null ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : String(value)]])));
}
