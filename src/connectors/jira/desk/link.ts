import { z } from 'zod';
import { UserMistake } from '../../../domain/error.ts';
import type { Ask } from '../../../domain/ports/ask.ts';
import type { WorkItemDesk } from '../../../domain/ports/desk.ts';
import type { RemoteLink } from '../../../domain/work-item.ts';
import type { JiraClient } from '../client.ts';
import { attempt, idOf, refusal } from './item.ts';
import { readLinks, toRemoteLink } from './remote-links.relation.ts';
import type { WireLink } from './wire.ts';

type Wish = RemoteLink & { readonly globalId: string };

/**
 * Draws or renews the link of a globalId. What is not sent with an update becomes null (apis/README.md §5), so the link
 * that stands there is read first and sent whole, with what is new in it; one that says all that already is left alone.
 */
export function linker(client: JiraClient): WorkItemDesk['link'] {
  return async (identity, wish, ask) => {
    const id = idOf(client, 'work-item', identity);
    checkWish(wish);
    const before = await readLink(client, id, wish.globalId, ask);
    if (before !== undefined && isAsWished(before, wish)) return toRemoteLink(before);
    client.writes.note(id);
    const problem = await attempt(client.send({
      method: 'POST', path: `${client.root}/issue/${id}/remotelink`, json: merged(before, wish), schema: z.object({ id: z.int() }), ask, doing: 'writing a link of a work item',
    }));
    if (problem?.isDefiniteRefusal === true) throw problem;
    const after = await readLink(client, id, wish.globalId, ask).catch((error: unknown) => { throw problem ?? error; });
    if (after !== undefined && isAsWished(after, wish)) return toRemoteLink(after);
    throw problem ?? refusal(client, 'UNEXPECTED_ANSWER', 'took a link of a work item, and does not show it as it was written');
  };
}

function checkWish({ globalId, url, title }: Wish): void {
  if (globalId === '' || globalId.length > 255) throw new UserMistake('INVALID', 'The globalId of a link has 1 to 255 characters.', ['globalId']);
  if (!/^https?:\/\/\S+$/i.test(url)) throw new UserMistake('INVALID', 'A link leads to an http or https address.', ['url']);
  if (title.trim() === '') throw new UserMistake('INVALID', 'A link needs a title.', ['title']);
}

/** Only from the whole list: asked for one globalId, Jira answers "none" and "no such issue" alike. */
async function readLink(client: JiraClient, id: string, globalId: string, ask: Ask): Promise<WireLink | undefined> {
  return (await readLinks(client, id, ask)).find((link) => link.globalId === globalId);
}

function isAsWished({ relationship, object }: WireLink, wish: Wish): boolean {
  const isSameState = wish.isResolved === null || (object.status?.resolved ?? null) === wish.isResolved;
  return object.url === wish.url && object.title === wish.title && isSameState && (wish.relationship === null || relationship === wish.relationship);
}

/** Nothing is sent that is null already, and neither are Jira's own names of the link. */
function merged(before: WireLink | undefined, { globalId, url, title, relationship, isResolved }: Wish): object {
  const object = before?.object ?? {};
  const rest = Object.fromEntries(Object.entries(before ?? {}).filter(([name]) => name !== 'id' && name !== 'self'));
  const status = isResolved === null ? before?.object.status : { ...before?.object.status, resolved: isResolved };
  return without({ ...rest, globalId, relationship: relationship ?? before?.relationship, object: without({ ...object, url, title, status }) });
}

function without(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== undefined));
}
