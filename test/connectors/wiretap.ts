import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Exchange } from './official.ts';

/** Stands between a connector and a tool, passes everything on, and keeps what was said. */
export interface Wiretap {
  readonly url: string;
  readonly heard: readonly Exchange[];
  readonly close: () => Promise<void>;
}

export async function tapWire(tool: string): Promise<Wiretap> {
  const heard: Exchange[] = [];
  const server = createServer((req, res) => {
    void (async () => {
      const { method = '', url = '/', headers } = req;
      const asked = await text(req);
      const answer = await fetch(tool + url, {
        method, redirect: 'manual', headers: { 'authorization': headers.authorization ?? '', 'content-type': headers['content-type'] ?? 'application/json' }, ...(asked === '' ? {} : { body: asked }),
      });
      const told = await answer.text();
      const place = new URL(url, tool);
      heard.push({ method, path: place.pathname, query: [...place.searchParams.keys()], asked: json(asked), status: answer.status, answered: json(told) });
      res.writeHead(answer.status, Object.fromEntries([...answer.headers].filter(([name]) => !['content-length', 'content-encoding', 'transfer-encoding', 'connection'].includes(name))));
      res.end(told);
    })();
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return {
    heard,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => { server.close(() => { resolve(); }); server.closeAllConnections(); }),
  };
}

function json(body: string): unknown {
  return body === '' ? undefined : (JSON.parse(body) as unknown);
}
