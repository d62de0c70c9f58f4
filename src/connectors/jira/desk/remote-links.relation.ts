import type { Ask } from '../../../domain/ports/ask.ts';
import type { RelationReader } from '../../../domain/ports/connection.ts';
import { readReference } from '../../../domain/reference.ts';
import type { RemoteLink } from '../../../domain/work-item.ts';
import { HttpProblem } from '../../http/index.ts';
import type { JiraClient } from '../client.ts';
import { remoteLinksSchema } from './wire.ts';
import type { WireLink } from './wire.ts';

/** Links from issues to elsewhere: one question each, for Jira has no other. Those of an issue that is not there are absent. */
export function remoteLinks(client: JiraClient): RelationReader<'work-item.remoteLinks'> {
  return {
    async relate(identities, ask) {
      const { connection } = client.origin();
      const asked = identities.flatMap((identity) => {
        const parts = readReference(identity);
        return parts !== null && parts.connection === connection && parts.kind === 'work-item' && /^\d{1,18}$/.test(parts.key) ? [{ identity, id: parts.key }] : [];
      });
      const told = await Promise.all(asked.map(async ({ identity, id }) => ({ identity, links: await linksOrNone(client, id, ask) })));
      if (told.some(({ links }) => links === null)) await client.proveSignIn(ask);
      return new Map(told.flatMap(({ identity, links }) => (links === null ? [] : [[identity, links.map(toRemoteLink)] as const])));
    },
  };
}

export async function readLinks(client: JiraClient, id: string, ask: Ask): Promise<readonly WireLink[]> {
  const { body } = await client.send({ method: 'GET', path: `${client.root}/issue/${id}/remotelink`, schema: remoteLinksSchema, ask, doing: 'reading the links of a work item' });
  return body;
}

export function toRemoteLink({ globalId, relationship, object }: WireLink): RemoteLink {
  return { globalId: globalId ?? null, url: object.url, title: object.title, relationship: relationship ?? null, isResolved: object.status?.resolved ?? null };
}

/** Null: there is no such issue, or it is hidden. */
async function linksOrNone(client: JiraClient, id: string, ask: Ask): Promise<readonly WireLink[] | null> {
  try {
    return await readLinks(client, id, ask);
  } catch (error) {
    if (error instanceof HttpProblem && error.status === 404) return null;
    throw error;
  }
}
