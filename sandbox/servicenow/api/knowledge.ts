import express from 'express';
import { mayRead } from '../access/visibility.ts';
import { fieldsOf } from '../dictionary/dictionary.ts';
import { parameter, route, type Instance } from '../instance.ts';
import { matcher } from '../query/match.ts';
import { parseQuery } from '../query/parse.ts';
import { sysId, valueOf, type Row } from '../row.ts';
import { displayOf } from '../wire/display.ts';

const defaultLimit = 30;

/**
 * GET /api/sn_km_api/knowledge/articles: published articles that hold every word of `query`, those first whose title does.
 * User criteria are applied before anything is counted: what the caller may not read leaves no trace, `meta.count` included.
 */
export function knowledgeRoutes(instance: Instance): express.Router {
  const router = express.Router();
  const { store } = instance;
  router.get('/api/sn_km_api{/:version}/knowledge/articles', route(instance, ({ req, res, caller }) => {
    const [query, filter] = [parameter(req, 'query'), parameter(req, 'filter')];
    const [limit, offset] = [Number(parameter(req, 'limit') || defaultLimit), Number(parameter(req, 'offset') || 0)];
    const fields = parameter(req, 'fields').split(',').filter((name) => fieldsOf('kb_knowledge').has(name));
    const matches = matcher(store, 'kb_knowledge', parseQuery(filter), { callerId: caller.id, callerName: caller.userName, now: instance.now });
    const words = query.toLowerCase().split(/\s+/).filter((word) => word !== '');
    const found = store.rows('kb_knowledge').filter((row) => valueOf(row, 'workflow_state') === 'published' && mayRead(store, caller, row) && matches(row) && words.every((word) => textOf(row).includes(word)));
    res.json({
      result: {
        meta: { start: offset, end: Math.min(offset + limit, found.length), fields: fields.join(','), query, filter, kb: '', language: 'en', count: found.length, ts_query_id: sysId('ts_query', query), status: { code: 200 } },
        articles: found.slice(offset, offset + limit).map((row, index) => told(instance, row, fields, offset + index + 1)),
      },
    });
  }));
  return router;
}

function textOf(row: Row): string {
  return `${valueOf(row, 'short_description')} ${valueOf(row, 'text')}`.toLowerCase();
}

/** The id carries its table's name; titles come with the blanks that were typed into them (recordings: knowledge_articles). */
function told({ store }: Instance, row: Row, fields: readonly string[], rank: number): object {
  const id = valueOf(row, 'sys_id');
  const shown = (name: string): object => {
    const field = fieldsOf('kb_knowledge').get(name) ?? { kind: 'text' };
    return { display_value: displayOf(store, field, valueOf(row, name)), name, label: name, type: field.kind === 'text' ? 'string' : field.kind, value: valueOf(row, name) };
  };
  return {
    link: `?sys_kb_id=${id}&id=kb_article_view&sysparm_rank=${rank}`, rank, id: `kb_knowledge:${id}`, title: `${valueOf(row, 'short_description')}\n\t\t`, snippet: valueOf(row, 'text').replace(/<[^>]*>/g, ''),
    score: 10 / rank, number: valueOf(row, 'number'), fields: Object.fromEntries(fields.map((name) => [name, shown(name)])),
  };
}
