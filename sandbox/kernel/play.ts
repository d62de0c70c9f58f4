import type { NextFunction, Request, Response } from 'express';
import type { Gateway } from './again.ts';
import { holdAnswer, sendBytes } from './capture.ts';
import type { HeldAnswer } from './capture.ts';
import type { PlayedFault } from './faults.ts';
import { garble } from './garble.ts';

/** An answer that a stand-in words itself. A string is sent as plain text, anything else as JSON. */
export interface ToolAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** The tool's own wording for the faults that have one. */
export interface FaultWording {
  readonly empty: (req: Request) => ToolAnswer;
  readonly status: (status: number, req: Request) => ToolAnswer;
}

const signInPage = '<!DOCTYPE html><html><head><title>Sign in</title></head><body><form method="post" action="/login">'
  + '<label>User name <input name="user"></label><label>Password <input name="password" type="password"></label></form></body></html>';

/** Plays `fault` on one call: instead of the tool (`next` is never called), or on its answer. */
export function playFault(fault: PlayedFault, wording: FaultWording, gateway: Gateway, req: Request, res: Response, next: NextFunction): void {
  if (fault.kind === 'twice' || (fault.kind === 'slow' && fault.when === 'before')) {
    // Whoever asked may be gone before it is done; that is nobody's error.
    void passOn(fault, gateway, req, res).catch(() => { res.destroy(); });
    return;
  }
  if (fault.when === 'before') {
    spoil(fault, wording, req, res, { status: 200, body: Buffer.alloc(0), send: (change = {}) => { sendFresh(res, change); } });
    return;
  }
  holdAnswer(res, (held) => { spoil(fault, wording, req, res, held); });
  next();
}

/** Twice: the second answer is told, as of a gateway that heard nothing of the first. Slow: done later, though nobody may wait for it any more. */
async function passOn({ kind, delayMs }: PlayedFault, gateway: Gateway, req: Request, res: Response): Promise<void> {
  const held = await gateway.hold(req);
  if (kind === 'twice') await gateway.passOn(held, null);
  else await new Promise((resolve) => { setTimeout(resolve, delayMs).unref(); });
  await gateway.passOn(held, res);
}

function sendFresh(res: Response, change: { status?: number; body?: string | Buffer; contentType?: string; isChunked?: boolean }): void {
  if (change.contentType !== undefined) res.setHeader('Content-Type', change.contentType);
  res.status(change.status ?? 200);
  sendBytes(res, change.body ?? '', change.isChunked === true);
}

function spoil(fault: PlayedFault, wording: FaultWording, req: Request, res: Response, held: HeldAnswer): void {
  switch (fault.kind) {
    case 'hang': return;
    case 'twice': return;
    case 'slow': setTimeout(() => { held.send(); }, fault.delayMs).unref(); return;
    case 'reset': req.socket.resetAndDestroy(); return;
    case 'html': held.send({ status: 200, body: signInPage, contentType: 'text/html; charset=utf-8' }); return;
    case 'status': word(wording.status(fault.status, req), fault.status, res, held); return;
    case 'empty': word(wording.empty(req), 200, res, held); return;
    case 'truncate': held.send({ ...json, status: bodyStatus(held), body: firstHalf(bodyOf(held, wording, req)), isChunked: true }); return;
    case 'garble': held.send({ ...json, status: bodyStatus(held), body: garbled(bodyOf(held, wording, req), fault.round) }); return;
  }
}

const json = { contentType: 'application/json; charset=utf-8' };

function word(answer: ToolAnswer, status: number, res: Response, held: HeldAnswer): void {
  for (const [name, value] of Object.entries(answer.headers ?? {})) res.setHeader(name, value);
  held.send({
    status: answer.status ?? status,
    body: typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body),
    contentType: typeof answer.body === 'string' ? 'text/plain; charset=utf-8' : json.contentType,
  });
}

/** 204 and 304 cannot carry a body; a spoilt one is then told with 200. */
function bodyStatus(held: HeldAnswer): number {
  return held.body.length === 0 ? 200 : held.status;
}

function bodyOf(held: HeldAnswer, wording: FaultWording, req: Request): Buffer {
  return held.body.length > 0 ? held.body : Buffer.from(JSON.stringify(wording.empty(req).body));
}

function firstHalf(body: Buffer): Buffer {
  return body.subarray(0, Math.max(1, Math.floor(body.length / 2)));
}

function garbled(body: Buffer, round: number): string {
  try {
    return JSON.stringify(garble(JSON.parse(body.toString('utf8')), round));
  } catch {
    return JSON.stringify({ garbled: body.length });
  }
}
