import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a tool was sent: whatever of it a careless tool says back. */
interface Sent {
  readonly request: IncomingMessage;
  readonly body: Buffer;
  /** All of it as text, with what stands in it encoded also decoded. */
  readonly echo: string;
}

type Answer = (sent: Sent, response: ServerResponse) => void;

const json = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer => (_sent, response) => { response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body)); };
const header = (text: string): string => text.replace(/[^\x20-\x7e]/g, ' ').slice(0, 4_000);

/** Each says back what it was sent, the credentials among it, in a way that tools do. `elsewhere`: where a redirect leads. */
const careless = (elsewhere: string): readonly Answer[] => [
  ({ echo, ...sent }, response) => { json(401, { error: { message: echo, detail: echo }, errorMessages: [echo], errors: [{ message: echo, status: 401 }], message: echo }, { 'www-authenticate': `Basic realm="${header(echo).replaceAll('"', '')}"` })({ echo, ...sent }, response); },
  ({ echo }, response) => { response.writeHead(500, { 'content-type': 'text/html' }).end(`<html><body><h1>500</h1><pre>${echo}</pre></body></html>`); },
  ({ echo }, response) => { response.writeHead(302, { location: `${elsewhere}/?echo=${encodeURIComponent(echo)}` }).end(echo); },
  ({ echo, ...sent }, response) => { json(200, { error: { message: echo }, message: echo, result: echo, issues: echo, items: echo, code: 100, [echo]: echo })({ echo, ...sent }, response); },
  ({ echo }, response) => { response.writeHead(200, { 'content-type': 'application/json' }).end(`{"result": ${echo}`); },
  ({ echo, ...sent }, response) => { json(403, { error: { message: 'Operation Failed', detail: `Business Rule ${echo}` }, message: `secondary rate limit ${echo}`, errors: [{ message: echo }], errorMessages: [echo] }, { 'x-error': header(echo), 'retry-after': header(echo) })({ echo, ...sent }, response); },
  ({ echo }, response) => { response.socket?.end(`HTTP/1.1 200 OK\r\n${echo}\r\n\r\n${echo}`); },
  ({ echo, ...sent }, response) => { json(400, { error: 'invalid_client', error_description: echo, errorMessages: [echo], errors: { field: echo }, message: echo })({ echo, ...sent }, response); },
  ({ echo, ...sent }, response) => { json(429, { message: echo }, { 'retry-after': '0', 'x-ratelimit-reset': header(echo) })({ echo, ...sent }, response); },
  ({ echo }, response) => { response.writeHead(200, `OK ${header(echo)}`, { 'content-type': 'text/plain', 'set-cookie': header(echo) }).end(echo); },
];

/** A tool that says back what it is sent, every other time; in between it is honest, so that the hub goes on asking. */
export interface FalseTool {
  readonly url: string;
  /** How many answers said back what was sent. */
  echoed(): number;
  /** false: it is honest from now on. */
  beCareless(isCareless: boolean): void;
  close(): Promise<void>;
}

export interface FalseToolOptions {
  /** The stand-in that answers honestly; null: nobody does. */
  readonly target: string | null;
  /** What the hub signs in with, and what the stand-in knows instead. */
  readonly swaps: readonly { readonly planted: string; readonly known: string }[];
  readonly elsewhere: string;
}

export async function startFalseTool({ target, swaps, elsewhere }: FalseToolOptions): Promise<FalseTool> {
  const answers = careless(elsewhere);
  let asked = 0;
  let echoed = 0;
  let isCareless = true;
  const server = createServer((request, response) => {
    void readSent(request).then(async (sent) => {
      asked += 1;
      if (target !== null && (!isCareless || asked % 2 === 1)) return passOn(sent, target, swaps, response);
      const answer = answers[echoed % answers.length];
      echoed += 1;
      answer?.(sent, response);
    }).catch(() => { response.destroy(); });
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    echoed: () => echoed,
    beCareless: (next) => { isCareless = next; },
    close: () => new Promise((resolve) => { server.close(() => { resolve(); }); server.closeAllConnections(); }),
  };
}

async function readSent(request: IncomingMessage): Promise<Sent> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const authorization = request.headers.authorization ?? '';
  const decoded = authorization.startsWith('Basic ') ? Buffer.from(authorization.slice(6), 'base64').toString('utf8') : '';
  return { request, body, echo: [request.url, JSON.stringify(request.headers), decoded, body.toString('utf8').slice(0, 10_000)].join(' ') };
}

/** Headers of one hop: they are said anew for what is sent on. */
const ofOneHop = new Set(['host', 'connection', 'content-length', 'content-encoding', 'accept-encoding', 'transfer-encoding', 'keep-alive', 'expect']);

async function passOn({ request, body }: Sent, target: string, swaps: FalseToolOptions['swaps'], response: ServerResponse): Promise<void> {
  const swapped = (text: string): string => swaps.reduce((said, { planted, known }) => said.replaceAll(planted, known).replaceAll(new URLSearchParams({ x: planted }).toString().slice(2), new URLSearchParams({ x: known }).toString().slice(2)), text);
  const headers = Object.fromEntries(Object.entries(request.headers).flatMap(([name, value]) => (value === undefined || ofOneHop.has(name) ? [] : [[name, name === 'authorization' ? signIn(String(value), swapped) : swapped(String(value))]])));
  const answer = await fetch(`${target}${request.url ?? ''}`, { method: request.method ?? 'GET', redirect: 'manual', headers, ...(body.length > 0 && { body: swapped(body.toString('utf8')) }) });
  response.writeHead(answer.status, Object.fromEntries([...answer.headers].filter(([name]) => !ofOneHop.has(name)))).end(Buffer.from(await answer.arrayBuffer()));
}

function signIn(value: string, swapped: (text: string) => string): string {
  if (!value.startsWith('Basic ')) return swapped(value);
  return `Basic ${Buffer.from(swapped(Buffer.from(value.slice(6), 'base64').toString('utf8')), 'utf8').toString('base64')}`;
}
