import express, { Router } from 'express';
import type { Express, Request } from 'express';
import type { Story } from '../bank/story.ts';
import { hookRoutes, listen, openState } from '../kernel/index.ts';
import type { StandIn, StandInOptions, ToolAnswer } from '../kernel/index.ts';
import { AqlRows } from './aql/rows.ts';
import { aqlRoutes } from './aql.routes.ts';
import { buildRoutes } from './build.routes.ts';
import { bundlePromotionRoutes } from './bundle-promotion.routes.ts';
import { bundleRoutes } from './bundle.routes.ts';
import { contentRoutes } from './content.routes.ts';
import { copyRoutes } from './copy.routes.ts';
import { dockerRoutes } from './docker.routes.ts';
import { callerOf } from './door.ts';
import { endpointOf } from './endpoints.ts';
import { evidenceRoutes } from './evidence.routes.ts';
import { herald } from './herald.ts';
import { oneModelRoutes } from './one-model.routes.ts';
import { promotionRoutes } from './promotion.routes.ts';
import { answerRefusals, Refusal, refusalBody } from './refusal.ts';
import { searchRoutes } from './search.routes.ts';
import type { Shop } from './shop.ts';
import { stockArtifactory } from './stock.ts';
import { storageRoutes } from './storage.routes.ts';
import { xrayRoutes } from './xray.routes.ts';

export { blindToken } from './door.ts';
export { quarantineRepository } from './stock.ts';

export interface ArtifactoryOptions extends StandInOptions {
  readonly story: Story;
  /** AQL results beyond it are cut with a notification; default the vendor's 500,000 */
  readonly hardLimit?: number;
  /** milliseconds; default none: every query is answered at once */
  readonly aqlTakesMs?: number;
  /** milliseconds that a fourth query waits before it is turned away; default the vendor's 10 s */
  readonly aqlWaitMs?: number;
}

/** Starts the Artifactory and Xray stand-in: /artifactory, /xray, /lifecycle, /evidence and /onemodel on one port (apis/README.md §9). */
export async function startArtifactory(options: ArtifactoryOptions): Promise<StandIn> {
  const state = openState(() => stockArtifactory(options.story), options.stateFile);
  // A snapshot of an earlier day knows none of these.
  for (const added of ['promotions', 'evidence'] as const) if (!Object.hasOwn(state.data, added)) Object.assign(state.data, { [added]: [] });
  const rows = new AqlRows(state.data);
  const teller = herald(options.now);
  const shop: Shop = {
    data: state.data, rows, now: options.now, hardLimit: options.hardLimit ?? 500_000,
    aql: { takesMs: options.aqlTakesMs ?? 0, waitMs: options.aqlWaitMs ?? 10_000 },
    herald: teller, caller: (req) => callerOf(req, state.data), changed: () => {
      rows.changed();
      state.changed();
    },
  };
  const standIn = await listen({ name: 'artifactory', options, app: appOf(shop), endpointOf, emptyAnswer, statusAnswer, onClose: () => { teller.box.close(); return state.flush(); } });
  teller.base = standIn.url;
  return standIn;
}

function appOf(shop: Shop): Express {
  const app = express();
  hookRoutes(app, shop.herald.box);
  app.use(express.raw({ type: () => true, limit: '50mb' }));
  app.use('/artifactory', artifactoryRoutes(shop));
  app.use('/xray', xrayRoutes(shop));
  app.use('/lifecycle', bundleRoutes(shop), bundlePromotionRoutes(shop));
  app.use('/evidence', evidenceRoutes(shop));
  app.use('/onemodel', oneModelRoutes(shop));
  app.use(() => { throw new Refusal(404, 'File not found.'); });
  app.use(answerRefusals);
  return app;
}

function artifactoryRoutes(shop: Shop): Router {
  return Router()
    .get('/api/system/ping', (_req, res) => { res.type('text/plain').send('OK'); })
    .get('/api/system/version', (req, res) => {
      shop.caller(req);
      res.json({ version: '7.125.4', revision: '82504900', license: 'sandbox' });
    })
    .use(aqlRoutes(shop), searchRoutes(shop), storageRoutes(shop), copyRoutes(shop), promotionRoutes(shop), buildRoutes(shop), dockerRoutes(shop))
    .use('/api', () => { throw new Refusal(404, 'Not Found'); })
    .use(contentRoutes(shop));
}

/** The fault `empty`: the answer this tool gives when it has nothing to say, with 200. */
function emptyAnswer(req: Request): ToolAnswer {
  if (req.path.endsWith('/search/aql')) return { body: { results: [], range: { start_pos: 0, end_pos: 0, total: 0 } } };
  if (req.path.endsWith('/search/checksum')) return { body: { results: [] } };
  if (req.path.endsWith('/summary/artifact')) return { body: { artifacts: [], errors: [] } };
  return { body: {} };
}

/** The fault `status`, in the tool's own shape; 429 comes without any header that says when to come back. */
function statusAnswer(status: number, req: Request): ToolAnswer {
  return { body: refusalBody(req, status, status === 429 ? 'Too Many Requests' : `Status ${status} by the sandbox`) };
}
