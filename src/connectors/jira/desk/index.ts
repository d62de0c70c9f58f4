import type { WorkItemDesk } from '../../../domain/ports/desk.ts';
import type { JiraClient } from '../client.ts';
import { commenter } from './comment.ts';
import { linker } from './link.ts';
import { mover } from './move.ts';

/** Writes to issues: each write is sent once and looked up when its answer is lost. */
export function workItemDesk(client: JiraClient): WorkItemDesk {
  return { move: mover(client), comment: commenter(client), link: linker(client) };
}
