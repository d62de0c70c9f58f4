import express from 'express';
import type { JiraData, ObjectFate } from '../state.ts';

/** What people do to an object, or to our account's rights: `PUT /__sandbox/objects/5001 {"status":"Retired","isHidden":false}`. */
export function objectControl(app: express.Express, data: JiraData, changed: () => void): void {
  app.put('/__sandbox/objects/:id', express.json({ type: () => true }), (req, res) => {
    const { status, isHidden } = (req.body ?? {}) as ObjectFate;
    data.objects = { ...data.objects, [req.params.id]: { ...(status !== undefined && { status }), ...(isHidden !== undefined && { isHidden }) } };
    changed();
    res.json(data.objects[req.params.id]);
  });
}
