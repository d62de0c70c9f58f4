import type { OutgoingHttpHeaders } from 'node:http';
import type { Response } from 'express';

/** What a tool wanted to answer, held back before a byte left. */
export interface HeldAnswer {
  readonly status: number;
  readonly body: Buffer;
  /** Sends it, with what was changed; the tool's other headers stay. */
  send(change?: { readonly status?: number; readonly body?: string | Buffer; readonly contentType?: string; readonly isChunked?: boolean }): void;
}

/**
 * Holds back everything the tool writes to `res` and hands it to `deliver` when the tool has ended its answer.
 * This is how a fault spoils an answer to something that really was done.
 */
export function holdAnswer(res: Response, deliver: (held: HeldAnswer) => void): void {
  const chunks: Buffer[] = [];
  const truly = { write: res.write.bind(res), end: res.end.bind(res), writeHead: res.writeHead.bind(res) };
  const keep = (chunk: unknown, encoding: unknown): void => {
    if (typeof chunk === 'string') chunks.push(Buffer.from(chunk, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8'));
    else if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
  };
  res.write = ((chunk: unknown, encoding: unknown): boolean => { keep(chunk, encoding); return true; }) as typeof res.write;
  res.writeHead = ((status: number, ...rest: readonly unknown[]): Response => {
    res.statusCode = status;
    setHeaders(res, rest.at(-1) as OutgoingHttpHeaders | string | undefined);
    return res;
  }) as typeof res.writeHead;
  res.end = ((chunk: unknown, encoding: unknown): Response => {
    keep(chunk, encoding);
    Object.assign(res, truly);
    deliver(heldAnswer(res, Buffer.concat(chunks)));
    return res;
  }) as typeof res.end;
}

function setHeaders(res: Response, headers: OutgoingHttpHeaders | string | undefined): void {
  if (typeof headers !== 'object') return;
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) res.setHeader(name, value);
  }
}

function heldAnswer(res: Response, body: Buffer): HeldAnswer {
  return {
    status: res.statusCode,
    body,
    send: (change = {}) => {
      if (res.destroyed) return;
      if (change.status !== undefined) res.statusCode = change.status;
      if (change.contentType !== undefined) res.setHeader('Content-Type', change.contentType);
      const bytes = change.body === undefined ? body : Buffer.from(change.body);
      // What the tool said about its own bytes is no longer true of these.
      for (const header of ['ETag', 'Content-Length']) res.removeHeader(header);
      sendBytes(res, bytes, change.isChunked === true);
    },
  };
}

/** Chunked bytes carry no Content-Length, so that a reader cannot tell from the outside that they were cut. */
export function sendBytes(res: Response, bytes: string | Buffer, isChunked: boolean): void {
  if (isChunked) {
    res.write(bytes);
    res.end();
  } else {
    if (bytes.length > 0) res.setHeader('Content-Length', Buffer.byteLength(bytes));
    res.end(bytes);
  }
}
