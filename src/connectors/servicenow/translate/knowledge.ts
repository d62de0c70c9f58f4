import type { KnowledgeArticle } from '../../../domain/knowledge.ts';
import { readMoment } from '../moment.ts';
import { sysIdOf, valueOf, type Row } from '../wire.ts';
import { classificationOf, recordParts, type Origin } from './record.ts';

export const knowledgeTable = 'kb_knowledge';
export const knowledgeFields: readonly string[] = ['number', 'short_description', 'workflow_state', 'sys_updated_on', 'valid_to'];

const dayMs = 86_400_000;

/** Titles come with the blanks that were typed into them (recordings: knowledge_articles). */
export function articleOf(row: Row, origin: Origin): KnowledgeArticle {
  const number = valueOf(row, 'number');
  const state = valueOf(row, 'workflow_state');
  const title = valueOf(row, 'short_description')?.trim() ?? '';
  return {
    ...recordParts('knowledge', knowledgeTable, sysIdOf(row), number, origin),
    ...classificationOf('knowledge', row, origin),
    number,
    title: title === '' ? null : title,
    isPublished: state === null ? null : state === 'published',
    updatedAt: readMoment(valueOf(row, 'sys_updated_on')),
    expiresAt: afterDay(valueOf(row, 'valid_to')),
  };
}

/** `valid_to` is a day without a zone, and the article holds to its end; read in UTC, as everything of the system's own. */
function afterDay(day: string | null): string | null {
  const start = day === null ? null : readMoment(`${day} 00:00:00`);
  return start === null ? null : new Date(Date.parse(start) + dayMs).toISOString();
}
