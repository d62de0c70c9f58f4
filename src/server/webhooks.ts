import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import { UserMistake } from '../domain/error.ts';
import type { Connections } from '../domain/ports/connection.ts';
import { noticedQueue, readRelationKey, type DeliveryStore } from '../domain/ports/delivery-store.ts';
import type { WorkQueue } from '../domain/ports/deployment-store.ts';
import type { Records } from '../domain/ports/records.ts';
import { readReference } from '../domain/reference.ts';
import type { Log } from './log.ts';

/** Largest delivery taken. GitHub sends up to 25 MB, of which a notice needs little: what is larger is refused, and polling finds what it would have told. */
export const deliveryLimit = '5mb';

export interface WebhookPorts {
  readonly connections: Connections;
  readonly deliveries: DeliveryStore;
  readonly log: Log;
}

/**
 * POST /webhooks/<connection>: what a tool sends by itself, verified by its connector over the raw bytes. 202 once it is
 * remembered; 403 for whatever cannot be trusted, without saying why: no outsider learns which connections there are.
 */
export function webhooks({ connections, deliveries, log }: WebhookPorts): Router {
  const router = express.Router();
  router.post('/:connection', express.raw({ type: () => true, limit: deliveryLimit }), async (request, response) => {
    const name = request.params.connection;
    const body: unknown = request.body;
    try {
      const receiver = connections.byName(name)?.receiver;
      if (receiver === undefined) throw new UserMistake('FORBIDDEN', 'no such receiver');
      const isNew = await deliveries.take(name, receiver.receive({ headers: headersOf(request), body: body instanceof Uint8Array ? body : new Uint8Array() }));
      response.status(202).json({ accepted: true, isNew });
    } catch (error) {
      if (!(error instanceof UserMistake)) throw error;
      log.warn({ connection: name, because: error.message }, 'a delivery was refused');
      response.status(error.code === 'INVALID' ? 400 : 403).json({ accepted: false });
    }
  });
  router.use(refused(log));
  return router;
}

/** Reads in the background what deliveries gave notice of, and so what is gone; a tool that fails meanwhile leaves it to polling. */
export async function readNoticed({ queue, records }: { readonly queue: WorkQueue; readonly records: Records }): Promise<void> {
  const now = { purpose: 'page', maxAgeMs: 0 } as const;
  await queue.work(noticedQueue, async (key) => {
    const noticed = readRelationKey(key);
    const kind = readReference(key)?.kind;
    if (noticed !== null) await records.relate(noticed.relation, [noticed.record], now);
    else if (kind !== undefined) await records.read(kind, [key], now);
  });
}

function headersOf({ headers }: Request): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]])));
}

/** Too large, cut off, or failed on our side: the sender may send it again. */
function refused(log: Log): (error: Error & { status?: number }, request: Request, response: Response, next: NextFunction) => void {
  return (error, _request, response, next) => {
    if (response.headersSent) { next(error); return; }
    if (error.status === undefined) log.error({ err: error }, 'a delivery could not be kept');
    response.status(error.status ?? 503).json({ accepted: false });
  };
}
