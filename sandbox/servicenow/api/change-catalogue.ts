import express from 'express';
import type { Caller } from '../access/caller.ts';
import { parameter, pathPart, readableRecord, route, type Instance } from '../instance.ts';
import { modelOf } from '../rules/model-states.ts';
import { insertRecord } from '../rules/write.ts';
import { valueOf, type Row } from '../row.ts';
import { Refusal } from '../wire/refusal.ts';
import { typedRecord } from '../wire/typed-shape.ts';
import { requireChangeRole } from './change-access.ts';
import { sentValues } from './change.ts';

const lists = [['/standard/template', 'std_change_record_producer'], ['/model', 'chg_model']] as const;
/** Nothing in the answer says that more were left out (apis/README.md §3, trap 7). */
const defaultLimit = 500;

/** Standard-change templates and change models: listed, read, and made into changes (apis/README.md §3). */
export function changeCatalogueRoutes(instance: Instance): express.Router {
  const router = express.Router();
  for (const [path, table] of lists) {
    router.get(path, route(instance, ({ req, res, caller }) => {
      requireChangeRole(caller);
      const [limit, offset] = [Number(parameter(req, 'sysparm_limit') || defaultLimit), Number(parameter(req, 'sysparm_offset') || 0)];
      const rows = instance.store.rows(table).filter((row) => valueOf(row, 'active') === 'true').sort((a, b) => valueOf(a, 'name').localeCompare(valueOf(b, 'name')));
      res.json({ result: rows.slice(offset, offset + limit).map((row) => typedRecord(instance.store, caller, table, row)) });
    }));
    router.get(`${path}/:id`, route(instance, ({ req, res, caller }) => {
      requireChangeRole(caller);
      res.json({ result: typedRecord(instance.store, caller, table, readableRecord(instance, caller, table, pathPart(req, 'id'))) });
    }));
  }
  router.post('/standard/:template', route(instance, ({ req, res, caller }) => {
    requireChangeRole(caller);
    const template = offered(instance, caller, 'std_change_record_producer', pathPart(req, 'template'));
    res.json({ result: made(instance, caller, { ...sentValues(req), type: 'standard' }, presetOf(valueOf(template, 'template_value')), { std_change_producer_version: valueOf(template, 'current_version') }) });
  }));
  router.post('/', route(instance, ({ req, res, caller }) => {
    requireChangeRole(caller);
    const { chg_model: wanted, ...sent } = sentValues(req);
    const model = offered(instance, caller, 'chg_model', typeof wanted === 'string' ? wanted : '');
    const preset = presetOf(valueOf(model, 'record_preset'));
    const own = { chg_model: valueOf(model, 'sys_id') };
    const first = modelOf(instance.store, own)?.first;
    res.json({ result: made(instance, caller, sent, preset, { ...own, ...(first === undefined ? {} : { state: first }) }) });
  }));
  return router;
}

/** @throws Refusal 400 for one that is not there, not to be seen, or withdrawn. */
function offered(instance: Instance, caller: Caller, table: string, id: string): Row {
  const row = instance.store.get(table, id) && readableRecord(instance, caller, table, id);
  if (!row || valueOf(row, 'active') !== 'true') throw new Refusal(400, 'Invalid sys_id', `No active ${table} with this sys_id`);
  return row;
}

/** Values the catalogue fixes win over those that were sent, which are only named in __meta.ignoredFields (trap 6). */
function made({ store }: Instance, caller: Caller, sent: Readonly<Record<string, unknown>>, preset: Row, more: Row): object {
  const { row, ignored } = insertRecord(store, caller, 'change_request', { ...sent, ...preset });
  store.update(row, more, 'system');
  const ignoredFields = [...ignored, ...Object.keys(preset).filter((field) => field in sent)];
  return { ...typedRecord(store, caller, 'change_request', row), __meta: { ignoredFields } };
}

/** "a=b^c=d", as templates keep their values. */
function presetOf(encoded: string): Row {
  return Object.fromEntries(encoded.split('^').filter((part) => part.includes('=')).map((part) => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)]));
}
