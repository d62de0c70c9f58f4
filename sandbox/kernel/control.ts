import express from 'express';
import type { CallCounter } from './calls.ts';
import { readFaults } from './faults.ts';
import type { FaultList } from './faults.ts';

/** What the control endpoints steer. */
export interface Steered {
  readonly counter: CallCounter;
  readonly faults: FaultList;
  latencyMs: number;
}

/** The `/__sandbox` endpoints every stand-in has. They are never counted, and no fault or latency touches them. */
export function controlRoutes(steered: Steered): express.Router {
  const router = express.Router();
  // Any content type: a hand-typed curl -d says it sends a form.
  router.use(express.json({ type: () => true }));
  faultRoutes(router, steered.faults);
  callRoutes(router, steered.counter);
  router.post('/latency', (req, res) => {
    const ms: unknown = (req.body as { ms?: unknown } | undefined)?.ms;
    if (typeof ms !== 'number' || !(ms >= 0)) {
      res.status(400).json({ error: 'Setting sandbox latency: send {"ms": 0 or more}.' });
      return;
    }
    steered.latencyMs = ms;
    res.json({ ms });
  });
  router.use((error: Error, _req: express.Request, res: express.Response, _next: express.NextFunction) => {
    res.status(400).json({ error: `Steering the sandbox: ${error.message}` });
  });
  return router;
}

function faultRoutes(router: express.Router, faults: FaultList): void {
  router.get('/faults', (_req, res) => { res.json(faults.list()); });
  router.delete('/faults', (_req, res) => {
    faults.replace([]);
    res.json(faults.list());
  });
  router.put('/faults', (req, res) => {
    try {
      faults.replace(readFaults(req.body));
      res.json(faults.list());
    } catch (error) {
      res.status(400).json({ error: error instanceof Error ? error.message : String(error) });
    }
  });
}

function callRoutes(router: express.Router, counter: CallCounter): void {
  router.get('/calls', (_req, res) => {
    const calls = counter.calls();
    res.json({ calls, faulted: counter.faulted(), total: Object.values(calls).reduce((sum, n) => sum + n, 0) });
  });
  router.delete('/calls', (_req, res) => {
    counter.reset();
    res.status(204).end();
  });
}
