import { z } from 'zod';
import { UserMistake } from '../../../domain/error.ts';
import type { Ask } from '../../../domain/ports/ask.ts';
import type { WorkItemDesk } from '../../../domain/ports/desk.ts';
import type { JiraClient } from '../client.ts';
import { hasLine } from '../text.ts';
import { attempt, idOf, refusal } from './item.ts';
import { commentPageSchema } from './wire.ts';

const pageSize = 100;
/** Servers give as few as they like; 20,000 comments at the size of the smallest page met. */
const mostPages = 1000;
/** Jira's limit is 32,767 characters, markup included. */
const longest = 30_000;

/**
 * Writes a comment once per correlation, which stands as its last line: that is how it is found again. Posted once; when
 * the answer is lost, it is looked up.
 */
export function commenter(client: JiraClient): WorkItemDesk['comment'] {
  return async (identity, text, correlation, ask) => {
    const id = idOf(client, 'work-item', identity);
    const mark = `Muster: ${correlation.replace(/\s+/g, ' ').trim()}`;
    const body = client.toText(`${text.replace(/\r\n?/g, '\n').trimEnd()}\n${mark}`);
    if (JSON.stringify(body).length > longest) throw new UserMistake('INVALID', `The comment is longer than Jira takes: ${longest} characters with its markup.`, ['text']);
    if (await isThere(client, id, mark, ask)) return;
    client.writes.note(id);
    const problem = await attempt(client.send({ method: 'POST', path: `${client.root}/issue/${id}/comment`, json: { body }, schema: z.object({ id: z.string().min(1) }), ask, doing: 'writing a comment' }));
    if (problem === null || (problem.mayHaveArrived && !problem.isDefiniteRefusal && await isThere(client, id, mark, ask))) return;
    throw problem;
  };
}

/** Newest first, on by what came. An answer that cannot be whole is an error: the comment may be in what is missing. */
async function isThere(client: JiraClient, id: string, mark: string, ask: Ask): Promise<boolean> {
  let startAt = 0;
  for (let page = 0; page < mostPages; page += 1) {
    const { body } = await client.send({
      method: 'GET', path: `${client.root}/issue/${id}/comment`, query: { startAt, maxResults: pageSize, orderBy: '-created' }, schema: commentPageSchema, ask, doing: 'looking for a comment',
    });
    if (body.comments.some((comment) => hasLine(comment.body, mark))) return true;
    if (body.startAt !== startAt) break;
    startAt += body.comments.length;
    if (startAt >= body.total) return false;
    if (body.comments.length === 0) break;
  }
  throw refusal(client, 'UNEXPECTED_ANSWER', 'told the comments of a work item in pages that do not fit together; ask again');
}
