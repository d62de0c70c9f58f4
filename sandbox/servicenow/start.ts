import express from 'express';
import type { Story } from '../bank/story.ts';
import { hookRoutes, listen, openState, type StandIn, type StandInOptions } from '../kernel/index.ts';
import { oauthRoutes } from './access/oauth.ts';
import { Tokens } from './access/tokens.ts';
import { changeCatalogueRoutes } from './api/change-catalogue.ts';
import { changeItemsRoutes, finishWorkers } from './api/change-items.ts';
import { changeRoutes } from './api/change.ts';
import { conflictRoutes, finishConflictRuns } from './api/conflict.ts';
import { identifyRoutes } from './api/identify.ts';
import { knowledgeRoutes } from './api/knowledge.ts';
import { nextStatesRoutes } from './api/next-states.ts';
import { tableRoutes } from './api/table.ts';
import { herald, type Herald } from './herald.ts';
import { route, type Instance } from './instance.ts';
import { Store } from './store.ts';
import { tellMemory } from './telling/memory.ts';
import { rollWindows } from './telling/windows.ts';
import { acceptable } from './wire/acceptable.ts';
import { noResource, refusalBody } from './wire/refusal.ts';
import { troubles } from './wire/troubles.ts';

/**
 * Starts the ServiceNow stand-in on 127.0.0.1 with the story's records, or with those of its last run where `stateFile`
 * has them. Windows roll to this start's moment either way.
 */
export async function startServiceNow(options: StandInOptions & { story: Story }): Promise<StandIn> {
  const state = openState(() => tellMemory(options.story, options.now()), options.stateFile);
  const teller = herald(options.now);
  const store = new Store(state, options.now, teller.wrote);
  finishConflictRuns(store);
  finishWorkers(store);
  rollWindows(store, options.now());
  // Also a first start without a single write is remembered: the next one must find the same Saturday.
  store.changed();
  const instance: Instance = { store, now: options.now, tokens: new Tokens(options.now) };
  return listen({
    name: 'servicenow',
    options,
    app: routesOf(instance, teller),
    emptyAnswer: (req) => ({ body: { result: /\/[0-9a-f]{32}$/.test(req.path) ? {} : [] } }),
    statusAnswer: (status) => ({ body: refusalBody(wording[status] ?? 'Transaction failed', null), headers: status === 429 ? { 'Retry-After': '1' } : {} }),
    onClose: () => { teller.box.close(); return state.flush(); },
  });
}

const wording: Readonly<Record<number, string>> = { 401: 'User Not Authenticated', 403: 'Insufficient rights to query records', 404: 'No Record found', 429: 'Rate limit exceeded' };

function routesOf(instance: Instance, { box }: Herald): express.Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  hookRoutes(app, box);
  app.use(troubles(instance.now));
  app.use(oauthRoutes(instance.store, instance.tokens));
  app.use(acceptable);
  app.use(tableRoutes(instance));
  app.use(identifyRoutes(instance));
  app.use(knowledgeRoutes(instance));
  const change = '/api/sn_chg_rest{/v1}/change';
  for (const routes of [nextStatesRoutes, conflictRoutes, changeItemsRoutes, changeCatalogueRoutes, changeRoutes]) app.use(change, routes(instance));
  app.use(route(instance, ({ req }) => { throw noResource(req.path); }));
  return app;
}
