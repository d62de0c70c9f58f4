import { createHmac } from 'node:crypto';
import express from 'express';
import type { Hook, HookHeaders, Outbox } from './outbox.ts';

/** The generic signature: HMAC-SHA256 over the timestamp in seconds, a dot and the raw body (apis/README.md §14). */
export const signedHeaders: HookHeaders = ({ secret, keyId }, body, at) => {
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  return { 'x-muster-key-id': keyId, 'x-muster-timestamp': timestamp, 'x-muster-signature': `sha256=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}` };
};

/**
 * `PUT /__sandbox/hook {"url":"…","secret":"…","keyId":"…"}`: where it tells what happens; `DELETE` ends it. `named` is called once it is known.
 * `GET /__sandbox/hook/sent`: what went out and how it was answered, newest last; `POST /__sandbox/hook/again` sends the newest once more.
 */
export function hookRoutes(app: express.Express, box: Outbox, named: () => void = () => undefined): void {
  app.put('/__sandbox/hook', express.json({ type: () => true }), (req, res) => {
    const { url, secret, keyId = '' } = (req.body ?? {}) as Readonly<Record<string, unknown>>;
    if (typeof url !== 'string' || typeof secret !== 'string' || typeof keyId !== 'string' || new URL(url).hostname !== '127.0.0.1') {
      res.status(400).json({ error: 'Naming a hook: send {"url":"http://127.0.0.1:…","secret":"…","keyId":"…"}; nothing is sent elsewhere.' });
      return;
    }
    box.hook = { url, secret, keyId } satisfies Hook;
    named();
    res.json({ url });
  });
  app.get('/__sandbox/hook/sent', (_req, res) => { res.json(box.sent); });
  app.post('/__sandbox/hook/again', (_req, res) => {
    const newest = box.sent.at(-1);
    if (newest !== undefined) box.again(newest);
    res.status(newest === undefined ? 404 : 202).json({ id: newest?.id ?? null });
  });
  app.delete('/__sandbox/hook', (_req, res) => {
    box.hook = null;
    res.status(204).end();
  });
}
