import express, { type Request } from 'express';
import type { Caller } from '../access/caller.ts';
import { isFieldHidden, mayRead } from '../access/visibility.ts';
import { tableNamed } from '../dictionary/dictionary.ts';
import { bodyOf, parameter, pathPart, readableRecord, route, type Instance } from '../instance.ts';
import { matcher } from '../query/match.ts';
import { parseQuery, type EncodedQuery } from '../query/parse.ts';
import { pathOf } from '../query/path.ts';
import { sorted } from '../query/sort.ts';
import { insertRecord, updateRecord } from '../rules/write.ts';
import { valueOf } from '../row.ts';
import { linkHeader } from '../wire/link-header.ts';
import { invalidTable, noRecord, queryForbidden, Refusal } from '../wire/refusal.ts';
import { tableShape, type DisplayValue, type Shape } from '../wire/table-shape.ts';

const defaultLimit = 10_000;

/** The Table API below /api/now/table, /api/now/v1/table and /api/now/v2/table (apis/README.md §2). */
export function tableRoutes(instance: Instance): express.Router {
  const router = express.Router();
  const base = '/api/now{/:version}/table/:table';
  router.use(base, (req, _res, next) => { next(['', 'v1', 'v2'].includes(pathPart(req, 'version')) ? undefined : 'router'); });
  router.get(base, listRoute(instance));
  router.post(base, route(instance, ({ req, res, caller, origin }) => {
    const table = knownTable(req);
    const { row } = insertRecord(instance.store, caller, table, bodyOf(req));
    res.setHeader('Location', `${origin}/api/now/table/${table}/${valueOf(row, 'sys_id')}`);
    res.status(201).json({ result: tableShape(instance.store, table, shapeOf(req, caller, origin))(row) });
  }));
  router.get(`${base}/:id`, route(instance, ({ req, res, caller, origin }) => {
    const table = knownTable(req);
    const row = readableRecord(instance, caller, table, pathPart(req, 'id'));
    res.json({ result: tableShape(instance.store, table, shapeOf(req, caller, origin))(row) });
  }));
  const write = route(instance, ({ req, res, caller, origin }) => {
    const table = knownTable(req);
    const row = readableRecord(instance, caller, table, pathPart(req, 'id'));
    updateRecord(instance.store, caller, instance.store.tableOf(row), row, bodyOf(req));
    res.json({ result: tableShape(instance.store, table, shapeOf(req, caller, origin))(row) });
  });
  router.patch(`${base}/:id`, write);
  router.put(`${base}/:id`, write);
  return router;
}

/** Matching, ordering and paging see every row; only then are the rows taken out that the caller may not read. */
function listRoute(instance: Instance): express.RequestHandler {
  const { store } = instance;
  return route(instance, ({ req, res, caller, origin }) => {
    const table = knownTable(req);
    const query = queryOf(req);
    refuseHiddenFields(instance, caller, table, query);
    const matches = matcher(store, table, query, { callerId: caller.id, callerName: caller.userName, now: instance.now });
    const matching = store.rows(table).filter(matches);
    const limit = count(parameter(req, 'sysparm_limit'), defaultLimit);
    const offset = count(parameter(req, 'sysparm_offset'), 0);
    const page = sorted(store, table, matching, query.orders).slice(offset, offset + limit);
    const readable = page.filter((row) => mayRead(store, caller, row));
    if (parameter(req, 'sysparm_no_count') !== 'true') res.setHeader('X-Total-Count', String(matching.length));
    const link = parameter(req, 'sysparm_suppress_pagination_header') === 'true' ? undefined : linkHeader(`${origin}${req.originalUrl}`, limit, offset, matching.length);
    if (link !== undefined) res.setHeader('Link', link);
    if (readable.length === 0 && pathPart(req, 'version') === 'v1') throw noRecord();
    res.json({ result: readable.map(tableShape(store, table, shapeOf(req, caller, origin))) });
  });
}

/** sysparm_query, or else every other parameter as a column that must equal its value. */
function queryOf(req: Request): EncodedQuery {
  const written = parameter(req, 'sysparm_query');
  if (written !== '') return parseQuery(written);
  const pairs = Object.keys(req.query).filter((name) => !name.startsWith('sysparm_'));
  return parseQuery(pairs.map((name) => `${name}=${parameter(req, name)}`).join('^'));
}

function refuseHiddenFields({ store }: Instance, caller: Caller, table: string, query: EncodedQuery): void {
  const asked = [...query.groups.flat(2).map(({ field }) => field), ...query.orders.map(({ field }) => field)];
  for (const written of asked) {
    const path = pathOf(store, table, written);
    if (path && isFieldHidden(caller, path)) throw queryForbidden();
  }
}

function knownTable(req: Request): string {
  const name = pathPart(req, 'table');
  if (!tableNamed(name)) throw invalidTable(name);
  return name;
}

function count(written: string, otherwise: number): number {
  if (written === '') return otherwise;
  const number = Number(written);
  if (!Number.isInteger(number) || number < 0) throw new Refusal(400, 'Invalid pagination parameter', `${written} is not a non-negative number`);
  return number;
}

function shapeOf(req: Request, caller: Caller, origin: string): Shape {
  const asked = parameter(req, 'sysparm_display_value');
  const displayValue: DisplayValue = asked === 'true' || asked === 'all' ? asked : 'false';
  const fields = parameter(req, 'sysparm_fields');
  return {
    caller, origin, displayValue,
    hasLinks: parameter(req, 'sysparm_exclude_reference_link') !== 'true',
    fields: fields === '' ? null : fields.split(',').map((name) => name.trim()),
  };
}
