import { createHmac } from 'node:crypto';
import express from 'express';
import { UserMistake } from '../../src/domain/error.ts';
import type { Connection } from '../../src/domain/ports/connection.ts';
import type { Delivery, Notice } from '../../src/domain/ports/webhook.ts';
import { createLog } from '../../src/server/log.ts';
import { webhooks } from '../../src/server/webhooks.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { freshDatabase, type TestDatabase } from './database.ts';

const secret = 'a secret of sixteen';
const signatureOf = (body: string): string => createHmac('sha256', secret).update(body).digest('hex');

/** A receiver as connectors have them, of the simplest signature there is. */
function receive({ headers, body }: Delivery): Notice {
  const text = Buffer.from(body).toString();
  if (headers['x-signature'] !== signatureOf(text)) throw new UserMistake('FORBIDDEN', 'the signature does not hold');
  return { deliveryId: headers['x-delivery'] ?? '', event: 'changed', records: [text], runIds: [], correlations: [] };
}

describe('A webhook at the hub’s door', () => {
  let database: TestDatabase;
  let store: Store;
  let url: string;
  let close: () => void;
  const noticed: string[] = [];
  beforeAll(async () => {
    database = await freshDatabase();
    store = await openStore(database.location, { clock: { now: () => new Date() } });
    await store.queue.work('read-noticed-record', (name) => { noticed.push(name); return Promise.resolve(); });
    const tool: Connection = { name: 'tool', system: 'TEST', isProduction: true, readers: {}, relations: {}, finders: {}, probe: () => Promise.resolve(), receiver: { receive } };
    const connections = { all: [tool], byName: (name: string) => (name === 'tool' ? tool : undefined) };
    const app = express().use('/webhooks', webhooks({ connections, deliveries: store.deliveries, log: createLog('silent') }));
    const server = await new Promise<ReturnType<typeof app.listen>>((resolve) => { const listening = app.listen(0, '127.0.0.1', () => { resolve(listening); }); });
    const address = server.address();
    url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/webhooks`;
    close = () => { server.close(); };
  });
  afterAll(async () => {
    close();
    await store.close();
    await database.drop();
  });
  const send = async (body: string, delivery: string, signature = signatureOf(body), to = 'tool'): Promise<readonly [number, string]> => {
    const answer = await fetch(`${url}/${to}`, { method: 'POST', headers: { 'x-signature': signature, 'x-delivery': delivery }, body });
    return [answer.status, await answer.text()];
  };

  test('is taken once per delivery, and what it names is read in the background', async () => {
    expect(await send('tool:change:1', 'd1')).toEqual([202, '{"accepted":true,"isNew":true}']);
    expect(await send('tool:change:1', 'd1')).toEqual([202, '{"accepted":true,"isNew":false}']);
    while (noticed.length === 0) await new Promise((resolve) => { setTimeout(resolve, 20); });
    expect(noticed).toEqual(['tool:change:1']);
  });

  test('is refused without a reason when its signature is wrong, and when there is no such connection', async () => {
    expect(await send('tool:change:2', 'd2', 'wrong')).toEqual([403, '{"accepted":false}']);
    expect(await send('tool:change:2', 'd2', undefined, 'nobody')).toEqual([403, '{"accepted":false}']);
    expect(await send('x'.repeat(6_000_000), 'd3')).toEqual([413, '{"accepted":false}']);
  });
});
