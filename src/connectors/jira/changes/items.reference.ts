import type { ReferenceReader, Referred } from '../../../domain/ports/connection.ts';
import { formatReference, readReference } from '../../../domain/reference.ts';
import type { SourceProblem } from '../../../domain/source.ts';
import type { JiraClient } from '../client.ts';
import type { ChangeOptions } from '../options.ts';
import type { Origin } from '../translate.ts';
import { readChangeIssues } from './change.reader.ts';
import type { ItemPlace } from './items.place.ts';
import { assetsFieldSchema } from './wire.ts';
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
      const issues = await readChangeIssues(client, [...asked.keys()], options, ask, [place.field]);
      const told = new Map(issues.flatMap((issue) => {
        const identity = asked.get(issue.id);
        return identity === undefined ? [] : [[identity, toItems(issue, place, origin)] as const];
      }));
      if (told.size < asked.size || [...told.values()].some((items) => !('code' in items) && items.length === 0)) await client.proveSignIn(ask);
      return told;
    },
  };
}

/**
 * The objects that a change names. Empty is none; a field that is not in the answer is not: Jira leaves out without a word whatever field
 * it does not have, or not for that project and type. An object of another workspace may have the id of one of ours, and is none of ours.
 */
export function toItems({ fields }: ChangeIssue, { field, connection, workspaceId }: ItemPlace, { fetchedAt }: Pick<Origin, 'fetchedAt'>): Referred {
  const problem = (message: string): SourceProblem => ({ code: 'UNEXPECTED_ANSWER', message, sinceAt: fetchedAt, retryAt: null });
  const value = fields[field];
  if (value === undefined) return problem(`did not tell ${field} of a change; see that the field exists for its project and issue type, and that changes.items.field names it`);
  if (value === null) return [];
  const read = assetsFieldSchema.safeParse(value);
  if (!read.success) return problem(`told ${field} of a change otherwise than as objects of Assets; see that changes.items.field names a field of type "Assets objects"`);
  if (read.data.some((object) => object.workspaceId.toLowerCase() !== workspaceId)) return problem(`told objects of another workspace in ${field} of a change; ${connection} does not keep those`);
  return [...new Set(read.data.map(({ objectId }) => formatReference(connection, 'ci', objectId)))];
}
