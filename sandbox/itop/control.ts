import express from 'express';
import type { Store } from './store.ts';

/** `POST /__sandbox/impacts [from, to]`: draws an arrow between two items, as a person would by linking them. */
export function controlRoutes(app: express.Express, store: Store): void {
  app.post('/__sandbox/impacts', express.json({ type: () => true }), (req, res) => {
    const [from, to] = Array.isArray(req.body) ? (req.body as readonly unknown[]) : [];
    if (typeof from !== 'number' || typeof to !== 'number' || store.byId('FunctionalCI', from) === undefined || store.byId('FunctionalCI', to) === undefined) {
      res.status(400).json({ error: 'Drawing an arrow: send the ids of two items, [from, to].' });
      return;
    }
    store.data.impacts.push([from, to]);
    store.changed();
    res.json({ from, to });
  });
}
