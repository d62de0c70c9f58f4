import express from 'express';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { listen } from '../kernel/index.ts';
import type { StandIn, StandInOptions } from '../kernel/index.ts';
import { evaluate, PromqlError } from './promql.ts';
import type { Series } from './promql.ts';

export const prometheusCredentials = { userName: 'muster', password: 'sandbox-prometheus-password' } as const;

const told = z.strictObject({
  series: z.array(z.strictObject({ name: z.string(), labels: z.record(z.string(), z.string()).default({}), value: z.string().default('0'), isHistogram: z.boolean().default(false) })).default([]),
  /** Said beside every answer: a store that failed, for one. */
  warnings: z.array(z.string()).default([]),
});

/** Starts Prometheus's HTTP API v1 behind its own basic_auth_users, with the series that it is told. */
export async function startPrometheus(options: StandInOptions): Promise<StandIn> {
  const state: { series: readonly Series[]; warnings: readonly string[] } = { series: [], warnings: [] };
  const app = express();
  app.disable('x-powered-by');
  app.put('/__sandbox/metrics', express.json(), (req, res) => {
    const read = told.safeParse(req.body);
    if (!read.success) res.status(400).json({ error: 'Telling what is measured: send {"series":[{"name","labels":{},"value":"0.5","isHistogram":false}],"warnings":[]}, each list may be left out.' });
    else res.json(Object.assign(state, read.data));
  });
  app.use((req, res, next) => {
    const expected = `Basic ${Buffer.from(`${prometheusCredentials.userName}:${prometheusCredentials.password}`).toString('base64')}`;
    if (req.headers.authorization === expected) next();
    else res.status(401).set('WWW-Authenticate', 'Basic').type('text/plain').send('Unauthorized\n');
  });
  const query = (asked: unknown, res: Response): void => { answer(typeof asked === 'string' ? asked : '', state, options.now, res); };
  app.get('/api/v1/query', (req: Request, res) => { query(req.query['query'], res); });
  app.post('/api/v1/query', express.urlencoded({ extended: false }), (req, res) => { query((req.body as Record<string, unknown> | undefined)?.['query'], res); });
  app.get('/api/v1/status/buildinfo', (_req, res) => { res.json({ status: 'success', data: { version: '3.5.0', revision: 'sandbox', branch: 'HEAD', buildUser: '', buildDate: '20250714-00:00:00', goVersion: 'go1.24.5' } }); });
  app.use((_req, res) => { res.status(404).type('text/plain').send('404 page not found\n'); });
  return listen({
    name: 'prometheus', options, app,
    emptyAnswer: () => ({ body: { status: 'success', data: { resultType: 'vector', result: [] } } }),
    statusAnswer: (status) => ({ body: { status: 'error', errorType: status === 503 ? 'timeout' : 'internal', error: `The sandbox was told to answer ${status}.` } }),
  });
}

function answer(query: string, { series, warnings }: { readonly series: readonly Series[]; readonly warnings: readonly string[] }, now: () => Date, res: Response): void {
  const seconds = now().getTime() / 1_000;
  try {
    const found = evaluate(query, series);
    const data = found.resultType === 'scalar'
      ? { resultType: 'scalar', result: [seconds, found.value] }
      : { resultType: 'vector', result: found.series.map(({ name, labels, value, isHistogram }) => ({ metric: { __name__: name, ...labels }, ...(isHistogram === true ? { histogram: [seconds, { count: '1', sum: '1', buckets: [] }] } : { value: [seconds, value] }) })) };
    res.json({ status: 'success', data, ...(warnings.length > 0 ? { warnings } : {}) });
  } catch (error) {
    if (!(error instanceof PromqlError)) throw error;
    res.status(error.type === 'bad_data' ? 400 : 422).json({ status: 'error', errorType: error.type, error: error.message });
  }
}
