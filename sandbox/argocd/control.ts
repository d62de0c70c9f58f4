import express from 'express';
import { startsRoute } from '../kernel/index.ts';
import { healths, phases, usualPlan } from './state.ts';
import type { ArgoCdData, SyncPlan } from './state.ts';

/** `PUT /__sandbox/syncs`: how the next operations go. */
export function controlRoutes(app: express.Express, data: ArgoCdData, changed: () => void): void {
  app.use('/__sandbox', express.json({ type: () => true }));
  startsRoute(app, () => data.begun ?? []);
  app.put('/__sandbox/syncs', (req, res) => {
    const plan = readPlan(req.body);
    if (typeof plan === 'string') {
      res.status(400).json({ error: `Telling how Argo CD's next operations go: ${plan}` });
      return;
    }
    data.plan = plan;
    changed();
    res.json(plan);
  });
}

function readPlan(body: unknown): SyncPlan | string {
  if (typeof body !== 'object' || body === null) return 'send an object like {"phase":"Failed","times":1}.';
  const plan = { ...usualPlan, ...body };
  const unknown = Object.keys(plan).find((name) => !Object.hasOwn(usualPlan, name));
  if (unknown !== undefined) return `"${unknown}" is not known; known are ${Object.keys(usualPlan).join(', ')}.`;
  if (!phases.some((known) => known === plan.phase)) return `"phase" is one of ${phases.join(', ')}.`;
  if (!healths.some((known) => known === plan.health)) return `"health" is one of ${healths.join(', ')}.`;
  if (plan.times !== null && !(Number.isInteger(plan.times) && plan.times > 0)) return '"times" is a whole number above 0, or left out.';
  return plan.runMs === null || typeof plan.runMs === 'number' ? plan : '"runMs" is a number of milliseconds, or left out.';
}
