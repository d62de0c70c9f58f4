import express from 'express';
import { tableNamed, isKindOf } from '../dictionary/dictionary.ts';
import { discoverySources } from '../dictionary/cmdb.ts';
import { bodyOf, parameter, route, type Instance } from '../instance.ts';
import type { Store } from '../store.ts';
import { Refusal, updateForbidden } from '../wire/refusal.ts';
import { attempts, itemFailure, itemOutcome, type ItemResult } from './identify-answer.ts';
import { matchItem, mergeItem, mergeRelation, sentName, unreadableReference, type PayloadItem, type PayloadRelation } from './identify-merge.ts';

/**
 * Identify and reconcile: POST /api/now/identifyreconcile[/enhanced] writes, …/query and …/queryEnhanced only say what would
 * happen. Always HTTP 200: what became of each item stands in the item (apis/README.md §4).
 */
export function identifyRoutes(instance: Instance): express.Router {
  const router = express.Router();
  const base = '/api/now{/:version}/identifyreconcile';
  const answer = (isDry: boolean): express.RequestHandler => route(instance, ({ req, res, caller }) => {
    if (caller.roles.length === 0) throw updateForbidden();
    const { items, relations } = bodyOf(req);
    if (!Array.isArray(items)) throw new Refusal(400, 'Invalid payload', 'items is required');
    const source = parameter(req, 'sysparm_data_source');
    res.json({ result: reconcile(instance.store, { source, isDry, items: items as PayloadItem[], relations: Array.isArray(relations) ? relations as PayloadRelation[] : [] }) });
  });
  router.post([base, `${base}/enhanced`], answer(false));
  router.post([`${base}/query`, `${base}/queryEnhanced`], answer(true));
  return router;
}

interface Payload { readonly source: string; readonly isDry: boolean; readonly items: readonly PayloadItem[]; readonly relations: readonly PayloadRelation[] }

function reconcile(store: Store, payload: Payload): object {
  const { source, isDry, items, relations } = payload;
  if (source === '') return parked(store, payload);
  const results = items.map((item, index) => reconcileItem(store, item, index, source, isDry));
  const ids = results.map(({ sysId }) => sysId);
  return {
    items: results,
    additionalCommittedItems: [],
    relations: relations.map((relation, index) => ({ className: 'cmdb_rel_ci', ...mergeRelation(store, relation, ids, isDry), markers: [], inputIndices: [index], mergedPayloadIds: [] })),
    additionalCommittedRelations: [],
  };
}

/** Without a data source nothing is written to the CMDB: the payload is put aside as incomplete, and the answer is still 200. */
function parked(store: Store, { isDry, items }: Payload): object {
  if (!isDry) store.insert('cmdb_ire_incomplete_payloads', { data_source: '', payload: JSON.stringify({ items }), status: 'incomplete' }, 'system');
  const results = items.map((item, index) => itemOutcome({ className: item.className ?? '', operation: 'INSERT_AS_INCOMPLETE', sysId: 'Unknown', index, attempts: [] }));
  return { items: results, additionalCommittedItems: [], relations: [], additionalCommittedRelations: [] };
}

function reconcileItem(store: Store, item: PayloadItem, index: number, source: string, isDry: boolean): ItemResult {
  const className = item.className ?? '';
  const fail = (error: string, message: string): ItemResult => itemFailure(className, index, error, message);
  if (!(discoverySources as readonly string[]).includes(source)) return fail('INVALID_INPUT_DATA', `Data source [${source}] is not a choice of [cmdb_ci.discovery_source]`);
  if (!tableNamed(className) || !isKindOf(className, 'cmdb_ci')) return fail('INVALID_INPUT_DATA', `In payload invalid class name [${className}]`);
  const unreadable = unreadableReference(item);
  if (unreadable !== undefined) return fail('INVALID_INPUT_DATA', `In payload the reference field [${unreadable}] of [${className}] must hold a sys_id`);
  const match = matchItem(store, item);
  if (!match.row && sentName(item) === '') return fail('MISSING_MATCHING_ATTRIBUTES', `In payload missing minimum set of input values for criterion (matching) attributes from identify rule for table [${className}]. Add these input values in payload item '${JSON.stringify(item)}'`);
  const { operation, sysId } = mergeItem(store, item, match.row, source, isDry);
  return itemOutcome({ className, operation, sysId, index, attempts: attempts(className, match) });
}
