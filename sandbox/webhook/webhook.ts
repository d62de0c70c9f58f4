import { createHash } from 'node:crypto';
import express from 'express';
import type { Response } from 'express';
import { hookRoutes, listen, openState, outbox, signedHeaders, startsRoute } from '../kernel/index.ts';
import type { Outbox, StandIn, StandInOptions } from '../kernel/index.ts';
import { doubt } from './signature.ts';
import { hasEnded, results, runView, usualPlan } from './state.ts';
import type { Result, Run, RunPlan, WebhookData } from './state.ts';

export interface WebhookOptions extends StandInOptions {
  /** How long a run takes, milliseconds; default 3000. */
  readonly runMs?: number;
}

export const webhookCredentials = { keyId: 'muster-2026', secret: 'sandbox-webhook-secret-of-32-bytes' } as const;

/** Starts somebody's own deploy service: takes signed posts, once per Idempotency-Key, and tells how each run goes (apis/README.md §14). */
export async function startWebhook(options: WebhookOptions): Promise<StandIn> {
  const state = openState((): WebhookData => ({ runs: [], plan: usualPlan }), options.stateFile);
  const app = express();
  app.disable('x-powered-by');
  const box = outbox(options.now, signedHeaders);
  hookRoutes(app, box);
  controlRoutes(app, state.data, state.changed);
  app.use(express.raw({ type: () => true, limit: '1mb' }));
  app.use((req, res, next) => {
    const why = doubt(req, bytesOf(req), { [webhookCredentials.keyId]: webhookCredentials.secret }, options.now());
    if (why === null) next();
    else refuse(res, 401, why);
  });
  app.get('/health', (_req, res) => { res.json({ status: 'up' }); });
  deployRoutes(app, state.data, options, { changed: state.changed, box });
  app.use((_req, res) => { refuse(res, 404, 'no such endpoint'); });
  return listen({
    name: 'webhook', options, app, onClose: () => { box.close(); return state.flush(); },
    endpointOf: (req) => `${req.method} ${req.path.replace(/^\/deployments\/[^/]+/, '/deployments/:correlation')}`,
    statusAnswer: (status) => ({ body: { error: `The sandbox was told to answer ${status}.` } }),
  });
}

function deployRoutes(app: express.Express, data: WebhookData, options: WebhookOptions, { changed, box }: { readonly changed: () => void; readonly box: Outbox }): void {
  app.post('/deploy', (req, res) => {
    const key = req.get('idempotency-key') ?? '';
    const body = objectOf(bytesOf(req));
    if (key === '' || body === null || body['correlation'] !== key) {
      refuse(res, 422, 'send a JSON object whose correlation is the Idempotency-Key');
      return;
    }
    const digest = createHash('sha256').update(bytesOf(req)).digest('hex');
    const known = data.runs.find(({ correlation }) => correlation === key);
    if (known !== undefined) {
      if (known.digest === digest) res.status(202).json({ correlation: key });
      else refuse(res, 409, 'that Idempotency-Key was used for something else');
      return;
    }
    const { plan } = data;
    const run: Run = { correlation: key, digest, path: req.path, body, acceptedAt: options.now().toISOString(), acceptedMs: Date.now(), runMs: plan.runMs ?? options.runMs ?? 3_000, plannedResult: plan.result, canceledMs: null };
    data.runs.push(run);
    for (const share of [0.2, 1]) box.tell(run.runMs * share + 5, () => ({ deliveryId: `${key}/${share}`, event: (runView(run, Date.now()) as { status: string }).status, correlation: key }));
    if (plan.times !== null) data.plan = plan.times > 1 ? { ...plan, times: plan.times - 1 } : usualPlan;
    changed();
    res.status(202).json({ correlation: key });
  });
  app.get('/deployments/:correlation', (req, res) => {
    const run = data.runs.find(({ correlation }) => correlation === req.params.correlation);
    if (run === undefined) res.status(404).json({ correlation: req.params.correlation, status: 'unknown' });
    else res.json(runView(run, Date.now()));
  });
  app.post('/deployments/:correlation/cancel', (req, res) => {
    const run = data.runs.find(({ correlation }) => correlation === req.params.correlation);
    if (run === undefined) refuse(res, 404, 'no such run');
    else if (hasEnded(run, Date.now())) refuse(res, 409, 'it has ended');
    else {
      run.canceledMs = Date.now();
      changed();
      res.status(202).json({ correlation: run.correlation });
    }
  });
}

/** `PUT /__sandbox/runs`: how the next runs go. */
function controlRoutes(app: express.Express, data: WebhookData, changed: () => void): void {
  startsRoute(app, () => data.runs.map(({ correlation, acceptedMs, runMs }) => ({ correlation, fromMs: acceptedMs, toMs: acceptedMs + runMs })));
  app.put('/__sandbox/runs', express.json({ type: () => true }), (req, res) => {
    const { result = 'succeeded', times = null, runMs = null, ...rest } = req.body as Readonly<Record<string, unknown>>;
    const isUnderstood = Object.keys(rest).length === 0 && results.some((known) => known === result) && (times === null || Number.isInteger(times)) && (runMs === null || typeof runMs === 'number');
    if (!isUnderstood) {
      res.status(400).json({ error: `Telling how the webhook's next runs go: send {"result":"${results.join('"|"')}","times":1,"runMs":500}, each may be left out.` });
      return;
    }
    data.plan = { result: result as Result, times: times as number | null, runMs } satisfies RunPlan;
    changed();
    res.json(data.plan);
  });
}

function bytesOf(req: express.Request): Buffer {
  return Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
}

function objectOf(bytes: Buffer): Readonly<Record<string, unknown>> | null {
  try {
    const body: unknown = JSON.parse(bytes.toString('utf8'));
    return typeof body === 'object' && body !== null ? body as Readonly<Record<string, unknown>> : null;
  } catch {
    return null;
  }
}

function refuse(res: Response, status: number, error: string): void {
  res.status(status).json({ error });
}
