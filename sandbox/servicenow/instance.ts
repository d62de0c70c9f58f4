import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { callerOf, type Caller } from './access/caller.ts';
import type { Tokens } from './access/tokens.ts';
import { mayRead } from './access/visibility.ts';
import type { Row } from './row.ts';
import type { Store } from './store.ts';
import { noRecord, Refusal, sendRefusal } from './wire/refusal.ts';

/** What every route of the stand-in works with. */
export interface Instance { readonly store: Store; readonly tokens: Tokens; readonly now: () => Date }

/** A route's work: answers a signed-in caller, or throws a Refusal, which is sent in the tool's words. */
export type Answer = (call: { req: Request; res: Response; caller: Caller; origin: string }) => void;

/** Signs the caller in and turns refusals into answers. */
export function route(instance: Instance, answer: Answer): RequestHandler {
  return (req: Request, res: Response, next: NextFunction) => {
    try {
      answer({ req, res, caller: callerOf(req, instance.store, instance.tokens), origin: `${req.protocol}://${req.get('host') ?? ''}` });
    } catch (error) {
      if (error instanceof Refusal) sendRefusal(res, error);
      else next(error);
    }
  };
}

/** The record, if this caller may read it. @throws Refusal 404 */
export function readableRecord({ store }: Instance, caller: Caller, table: string, id: string): Row {
  const row = store.get(table, id);
  if (!row || !mayRead(store, caller, row)) throw noRecord();
  return row;
}

/** One value of the query string; "" when it is not there. */
export function parameter(req: Request, name: string): string {
  const value: unknown = req.query[name];
  return typeof value === 'string' ? value : Array.isArray(value) && typeof value[0] === 'string' ? value[0] : '';
}

/** A path's named part. */
export function pathPart(req: Request, name: string): string {
  const value = req.params[name];
  return typeof value === 'string' ? value : '';
}

/** A JSON body as an object; of a list only the first record counts, the rest is left out without a word. */
export function bodyOf(req: Request): Record<string, unknown> {
  const body: unknown = Array.isArray(req.body) ? (req.body as unknown[])[0] : req.body;
  return typeof body === 'object' && body !== null ? body as Record<string, unknown> : {};
}
