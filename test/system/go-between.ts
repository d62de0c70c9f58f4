import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse, stringify } from 'yaml';

/** An answer of a tool on its way to the hub. */
export interface Passing {
  /** "METHOD /path?query", percent-decoded. */
  readonly call: string;
  /** What the hub sent. */
  readonly sent: string;
  status: number;
  readonly headers: Record<string, string>;
  /** The parsed JSON; a text is sent as it is. */
  body: unknown;
}

/** Stands between the hub and a tool and changes what the tool says, as odd tools, gateways and races do. */
export interface GoBetween {
  readonly url: string;
  /** Every answer passes through `change` until another one is set or it is lifted; `true` changes were made: counted. */
  tamper(change: (answer: Passing) => boolean): void;
  lift(): void;
  /** How many answers were changed since the last `tamper`: a test that changed nothing proves nothing. */
  changed(): number;
  close(): Promise<void>;
}

export interface LeadingGoBetween extends GoBetween {
  /** The configuration with this connection led through here. */
  through(yaml: string, connection: string): string;
}

export async function startGoBetween(): Promise<LeadingGoBetween> {
  let target = '';
  let change: (answer: Passing) => boolean = () => false;
  let changed = 0;
  const server = createServer((request, response) => {
    pass(target, request, response, (answer) => { if (change(answer)) changed += 1; }).catch(() => { response.destroy(); });
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    tamper: (next) => { [change, changed] = [next, 0]; },
    lift: () => { change = () => false; },
    changed: () => changed,
    through: (yaml, connection) => {
      const file = parse(yaml) as { connections: { name: string; url: string }[] };
      const led = file.connections.find(({ name }) => name === connection);
      if (led === undefined) throw new Error(`no connection ${connection} in the configuration`);
      [target, led.url] = [led.url, url];
      return stringify(file, { lineWidth: 0 });
    },
    close: () => new Promise((resolve) => {
      server.close(() => { resolve(); });
      server.closeAllConnections();
    }),
  };
}

async function pass(target: string, request: IncomingMessage, response: ServerResponse, change: (answer: Passing) => void): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const sent = Buffer.concat(chunks);
  const asked = await fetch(`${target}${request.url ?? ''}`, { method: request.method ?? 'GET', headers: passedOn(request.headers), ...(sent.length > 0 && { body: sent }) });
  const text = await asked.text();
  const headers = Object.fromEntries([...asked.headers].filter(([name]) => !['content-length', 'content-encoding', 'transfer-encoding', 'connection', 'keep-alive', 'etag'].includes(name)));
  const answer: Passing = { call: `${request.method ?? ''} ${decodeURIComponent((request.url ?? '').replaceAll('+', ' '))}`, sent: sent.toString('utf8'), status: asked.status, headers, body: parsed(text) };
  change(answer);
  const body = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
  response.writeHead(answer.status, answer.headers).end(body);
}

function passedOn(headers: IncomingHttpHeaders): Record<string, string> {
  const own = ['host', 'connection', 'content-length', 'accept-encoding', 'transfer-encoding'];
  return Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value === undefined || own.includes(name) ? [] : [[name, String(value)]])));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
