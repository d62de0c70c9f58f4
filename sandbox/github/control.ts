import express from 'express';
import { startsRoute } from '../kernel/index.ts';
import type { Door } from './door.ts';
import type { GitHub } from './github.ts';
import { conclusions, usualPlan } from './state.ts';
import type { Conclusion, RunPlan } from './state.ts';

/** GitHub's own control endpoints: how the next runs go, and rate limits to play. */
export function controlRoutes(app: express.Express, github: GitHub, door: Door): void {
  app.use('/__sandbox', express.json());
  startsRoute(app, () => github.data.runs.map(({ inputs, acceptedMs, runMs }) => ({ correlation: inputs['correlation'], fromMs: acceptedMs, toMs: acceptedMs + runMs })));
  app.get('/__sandbox/runs', (_req, res) => { res.json(github.data.plan); });
  app.put('/__sandbox/runs', (req, res) => {
    const plan = readPlan(req.body, { ...usualPlan, ...github.data.plan });
    if (typeof plan === 'string') {
      res.status(400).json({ error: `Telling how GitHub's next runs go: ${plan}` });
      return;
    }
    github.data.plan = plan;
    github.changed();
    res.json(plan);
  });
  app.put('/__sandbox/rate-limit', (req, res) => {
    const { kind = 'primary', status = 403, retryAfter = 60, times = 1 } = req.body as { kind?: 'primary' | 'secondary'; status?: 403 | 429; retryAfter?: number; times?: number };
    door.play({ kind, status, retryAfter, times });
    res.json({ kind, status, retryAfter, times });
  });
}

function readPlan(body: unknown, before: RunPlan): RunPlan | string {
  if (typeof body !== 'object' || body === null) return 'send an object like {"conclusion":"failure","times":1,"runMs":500}.';
  const { conclusion = before.conclusion, times = null, runMs = before.runMs, isReviewed = before.isReviewed, isProtected = before.isProtected, ...rest } = body as Readonly<Record<string, unknown>>;
  const unknown = Object.keys(rest)[0];
  if (unknown !== undefined) return `"${unknown}" is not known; known are conclusion, times, runMs, isReviewed and isProtected.`;
  if (!conclusions.some((known) => known === conclusion)) return `"conclusion" is one of ${conclusions.join(', ')}.`;
  if (times !== null && !(Number.isInteger(times) && Number(times) > 0)) return '"times" is a whole number above 0, or left out.';
  if (runMs !== null && !(typeof runMs === 'number' && runMs >= 0)) return '"runMs" is a number of milliseconds, or null for the default.';
  if (typeof isReviewed !== 'boolean') return '"isReviewed" is true or false.';
  if (typeof isProtected !== 'boolean') return '"isProtected" is true or false.';
  return { conclusion: conclusion as Conclusion, times: times as number | null, runMs, isReviewed, isProtected };
}
