import type { Ask } from '../../../domain/ports/ask.ts';
import type { ReferenceReader, Referred } from '../../../domain/ports/connection.ts';
import { formatReference, readReference } from '../../../domain/reference.ts';
import type { JiraClient } from '../client.ts';
import type { ChangeOptions } from '../options.ts';
import type { Origin } from '../translate.ts';
import { readChangeIssues } from './change.reader.ts';
import type { ItemPlace, NamedObjects } from './items.naming.ts';
import type { ChangeIssue } from './wire.ts';

/** Which objects of Assets changes name: a hundred changes per call. Neither a missing change nor one without items is believed of a stranger's answer. */
export function changeItems(client: JiraClient, options: ChangeOptions, place: ItemPlace): ReferenceReader<'change.configurationItems'> {
  return {
    kind: 'ci',
    async refer(identities, ask) {
      const origin = client.origin();
      const asked = new Map(identities.flatMap((identity) => {
        const parts = readReference(identity);
        return parts !== null && parts.connection === origin.connection && parts.kind === 'change' && /^\d{1,18}$/.test(parts.key) ? [[parts.key, identity] as const] : [];
      }));
      const issues = (await readChangeIssues(client, [...asked.keys()], options, ask, [place.field])).filter(({ id }) => asked.has(id));
      const items = await itemsOf(client, issues, place, origin, ask);
      const told = new Map([...items].flatMap(([id, its]) => {
        const identity = asked.get(id);
        return identity === undefined ? [] : [[identity, its] as const];
      }));
      if (told.size < asked.size || [...told.values()].some((its) => !('code' in its) && its.length === 0)) await client.proveSignIn(ask);
      return told;
    },
  };
}

/**
 * The objects that changes name, by the changes' ids. Empty is none; a field that is not in the answer is not: Jira leaves out without a word
 * whatever field it does not have, or not for that project and type.
 */
export async function itemsOf(client: Pick<JiraClient, 'namedObjects'>, issues: readonly ChangeIssue[], place: ItemPlace, origin: Origin, ask: Ask): Promise<ReadonlyMap<string, Referred>> {
  const { field, connection } = place;
  const fields = new Map(issues.map((issue) => [issue.id, issue.fields[field]]));
  const filled = new Map([...fields].filter(([, value]) => value !== undefined && value !== null));
  const named = filled.size === 0 ? new Map<string, NamedObjects>() : await client.namedObjects(filled, place, origin, ask);
  const untold = riddle(`did not tell ${field} of a change; see that the field exists for its project and issue type, and that changes.items.field names it`, origin);
  const entries: readonly (readonly [string, Referred])[] = [
    ...[...fields].filter(([, value]) => value === undefined).map(([id]) => [id, untold] as const),
    ...[...fields].filter(([, value]) => value === null).map(([id]) => [id, []] as const),
    ...[...named].map(([id, its]) => [id, 'because' in its ? riddle(its.because, origin) : [...new Set(its.ids.map((object) => formatReference(connection, 'ci', object)))]] as const),
  ];
  return new Map(entries);
}

function riddle(message: string, { fetchedAt }: Origin): Extract<Referred, { readonly code: unknown }> {
  return { code: 'UNEXPECTED_ANSWER', message, sinceAt: fetchedAt, retryAt: null };
}
