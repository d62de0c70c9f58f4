import { randomUUID } from 'node:crypto';
import { request, type IncomingMessage, type RequestOptions } from 'node:http';
import type { Request, Response } from 'express';

/** A request as it came, with its whole body; what it holds is still there when whoever asked is gone. */
export interface Held extends RequestOptions { readonly body: Buffer }

/** What stands before a tool and hands requests on: later than they came, or more than once. */
export interface Gateway {
  /** Is this one that was handed on? Then it was counted, and met its fault, before. */
  isPassedOn(req: Request): boolean;
  /** Takes a request in that express has not touched yet. */
  hold(req: Request): Promise<Held>;
  /** Hands it to the tool, which answers `res` if anybody still listens there; null: nobody hears the answer. */
  passOn(held: Held, res: Response | null): Promise<void>;
}

const markHeader = 'x-sandbox-passed-on';

/** Requests go to the stand-in's own address, under a mark that only it knows. */
export function gateway(): Gateway {
  const mark = randomUUID();
  return {
    isPassedOn: (req) => req.get(markHeader) === mark,
    hold: async (req) => {
      const headers = Object.fromEntries(Object.entries(req.headers).filter(([name]) => name !== 'connection' && name !== 'transfer-encoding'));
      const to = { host: '127.0.0.1', port: req.socket.localPort, method: req.method, path: req.originalUrl, agent: false };
      const chunks: Buffer[] = [];
      for await (const chunk of req) chunks.push(chunk as Buffer);
      const body = Buffer.concat(chunks);
      return { ...to, body, headers: { ...headers, [markHeader]: mark, ...(body.length > 0 && { 'content-length': body.length }) } };
    },
    passOn: async (held, res) => {
      const answer = await asked(held);
      if (res === null || res.destroyed) answer.resume();
      else answer.pipe(res.writeHead(answer.statusCode ?? 502, answer.headers));
    },
  };
}

function asked({ body, ...to }: Held): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => { request(to, resolve).once('error', reject).end(body); });
}
