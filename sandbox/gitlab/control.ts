import express from 'express';
import { startsRoute } from '../kernel/index.ts';
import { correlationOf } from './create.ts';
import type { Door } from './door.ts';
import type { GitLab } from './gitlab.ts';
import { outcomes } from './state.ts';
import type { Outcome, PipelinePlan } from './state.ts';

/** GitLab's own control endpoints: how the next pipelines go, and rate limits to play. */
export function controlRoutes(app: express.Express, gitlab: GitLab, door: Door): void {
  app.use('/__sandbox', express.json({ type: () => true }));
  startsRoute(app, () => gitlab.data.pipelines.map((pipeline) => ({ correlation: correlationOf(pipeline), fromMs: pipeline.acceptedMs, toMs: pipeline.acceptedMs + pipeline.runMs })));
  app.get('/__sandbox/pipelines', (_req, res) => { res.json(gitlab.data.plan); });
  app.put('/__sandbox/pipelines', (req, res) => {
    const plan = readPlan(req.body, gitlab.data.plan);
    if (typeof plan === 'string') {
      res.status(400).json({ error: `Telling how GitLab's next pipelines go: ${plan}` });
      return;
    }
    gitlab.data.plan = plan;
    gitlab.changed();
    res.json(plan);
  });
  app.put('/__sandbox/edition', (req, res) => {
    gitlab.data.isPaid = (req.body as { isPaid?: unknown }).isPaid === true;
    gitlab.changed();
    res.json({ isPaid: gitlab.data.isPaid });
  });
  app.put('/__sandbox/rate-limit', (req, res) => {
    const { kind = 'throttle', retryAfter = 60, times = 1 } = req.body as { kind?: 'throttle' | 'application'; retryAfter?: number; times?: number };
    door.play({ kind, retryAfter, times });
    res.json({ kind, retryAfter, times });
  });
}

function readPlan(body: unknown, before: PipelinePlan): PipelinePlan | string {
  if (typeof body !== 'object' || body === null) return 'send an object like {"outcome":"failed","times":1,"runMs":500}.';
  const { outcome = before.outcome, times = null, runMs = before.runMs, isNamed = before.isNamed, ...rest } = body as Readonly<Record<string, unknown>>;
  const unknown = Object.keys(rest)[0];
  if (unknown !== undefined) return `"${unknown}" is not known; known are outcome, times, runMs and isNamed.`;
  if (!outcomes.some((known) => known === outcome)) return `"outcome" is one of ${outcomes.join(', ')}.`;
  if (times !== null && !(Number.isInteger(times) && Number(times) > 0)) return '"times" is a whole number above 0, or left out.';
  if (runMs !== null && !(typeof runMs === 'number' && runMs >= 0)) return '"runMs" is a number of milliseconds, or null for the default.';
  if (typeof isNamed !== 'boolean') return '"isNamed" is true or false.';
  return { outcome: outcome as Outcome, times: times as number | null, runMs, isNamed };
}
