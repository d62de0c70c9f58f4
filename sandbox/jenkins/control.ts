import express from 'express';
import { startsRoute } from '../kernel/index.ts';
import { results } from './state.ts';
import type { BuildPlan, JenkinsData, Result } from './state.ts';

/** `PUT /__sandbox/builds`: how the next builds go. `DELETE /__sandbox/builds/newest` discards a job's newest build, as a clean-up would. */
export function controlRoutes(app: express.Express, data: JenkinsData, changed: () => void): void {
  app.use('/__sandbox', express.json({ type: () => true }));
  startsRoute(app, () => [
    ...data.builds.map(({ parameters, startedMs, runMs }) => ({ correlation: parameters['correlation'], fromMs: startedMs, toMs: startedMs + runMs })),
    ...data.items.filter(({ buildNumber }) => buildNumber === null).map(({ parameters, enteredMs, queueMs, runMs }) => ({ correlation: parameters['correlation'], fromMs: enteredMs, toMs: enteredMs + queueMs + runMs })),
  ]);
  app.put('/__sandbox/builds', (req, res) => {
    const plan = readPlan(req.body);
    if (typeof plan === 'string') {
      res.status(400).json({ error: `Telling how Jenkins' next builds go: ${plan}` });
      return;
    }
    data.plan = plan;
    changed();
    res.json(plan);
  });
  app.delete('/__sandbox/builds/newest', (req, res) => {
    const job = req.query['job'];
    const newest = data.builds.findLastIndex((build) => build.job === job);
    if (newest >= 0) data.builds.splice(newest, 1);
    changed();
    res.json({ discarded: newest >= 0 });
  });
}

function readPlan(body: unknown): BuildPlan | string {
  if (typeof body !== 'object' || body === null) return 'send an object like {"result":"FAILURE","times":1,"runMs":500,"queueMs":100}.';
  const { result = 'SUCCESS', times = null, runMs = null, queueMs = null, ...rest } = body as Readonly<Record<string, unknown>>;
  const unknown = Object.keys(rest)[0];
  if (unknown !== undefined) return `"${unknown}" is not known; known are result, times, runMs and queueMs.`;
  if (!results.some((known) => known === result)) return `"result" is one of ${results.join(', ')}.`;
  if (times !== null && !(Number.isInteger(times) && Number(times) > 0)) return '"times" is a whole number above 0, or left out.';
  if (!isDuration(runMs) || !isDuration(queueMs)) return '"runMs" and "queueMs" are numbers of milliseconds, or left out.';
  return { result: result as Result, times: times as number | null, runMs, queueMs };
}

function isDuration(value: unknown): value is number | null {
  return value === null || (typeof value === 'number' && value >= 0);
}
