import type { ConnectorSettings, ConnectorTools } from '../connector.ts';
import { createHttpClient, type HttpClientOptions } from './client.ts';
import { lineOf } from './line.ts';
import type { HttpClient } from './request.ts';

/** What a connector says of its client; the rest its settings and tools say. `url`: when it is not the connection's. */
export type OwnClientOptions = Pick<HttpClientOptions, 'authorize' | 'onUnauthorized' | 'readProblem' | 'maxBytes'> & { readonly url?: string };

/** A client of the connection with these settings; all its clients share one budget, one circuit and one set of sockets. */
export function clientOf(settings: ConnectorSettings, tools: ConnectorTools, own: OwnClientOptions): HttpClient {
  return createHttpClient({
    connection: settings.name,
    url: settings.url,
    deadlines: settings.deadlines,
    clock: tools.clock,
    line: lineOf(settings, tools),
    ...(tools.log === undefined ? {} : { log: tools.log }),
    ...own,
  });
}
