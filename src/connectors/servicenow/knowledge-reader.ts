import { UserMistake } from '../../domain/error.ts';
import type { RecordFinder, RecordReader } from '../../domain/ports/connection.ts';
import { refuse, type Instance } from './instance.ts';
import { counted, wantedBy } from './lookups.ts';
import { readWanted } from './table.ts';
import { articleOf, knowledgeFields, knowledgeTable } from './translate/knowledge.ts';
import { classifyingColumns } from './translate/record.ts';
import { knowledgeAnswer } from './wire.ts';

const longestText = 200;

/** Articles by number or sys_id: one call. User criteria of their knowledge base take rows away like access rules do. */
export function createKnowledgeReader(instance: Instance): RecordReader<'knowledge'> {
  return {
    async read(lookups, ask) {
      const wanted = wantedBy(lookups, 'number');
      const { rows, fetchedAt } = await readWanted(instance, { table: knowledgeTable, conditions: [], fields: knowledgeFields, ask, doing: `reading ${counted(wanted.length, 'article')}` }, wanted);
      return rows.map((row) => articleOf(row, { instance, fetchedAt }));
    },
  };
}

/**
 * Published articles by the tool's own search, best first. Its text is no encoded query, so "^" has no meaning in it; what
 * user criteria hide leaves no trace, not even in the count: complete is what our account may know of.
 */
export function createKnowledgeLister(instance: Instance): RecordFinder<'knowledge.list'> {
  return {
    async find({ text, limit }, ask) {
      if (text !== null && (text.length > longestText || /\p{Cc}/u.test(text))) throw new UserMistake('INVALID', `ServiceNow's knowledge is searched by a text of at most ${longestText} characters on one line.`, ['text']);
      const fetchedAt = instance.clock.now().toISOString();
      const { body } = await instance.http.send({
        method: 'GET', path: '/api/sn_km_api/knowledge/articles', query: { query: text ?? '', limit, offset: 0, fields: [...knowledgeFields, ...classifyingColumns(instance, knowledgeTable)].join(',') },
        schema: knowledgeAnswer, ask, doing: 'searching knowledge',
      });
      const { meta, articles } = body.result;
      if (articles.length > limit || articles.length > meta.count) throw refuse(instance, 'UNEXPECTED_ANSWER', 'answered with more articles than were asked for while searching knowledge');
      return { records: articles.map((row) => articleOf(row, { instance, fetchedAt })), isComplete: meta.count <= articles.length };
    },
  };
}
