import { SourceError } from '../../../domain/error.ts';
import type { Ask } from '../../../domain/ports/ask.ts';
import { readReference } from '../../../domain/reference.ts';
import type { RecordKind } from '../../../domain/reference.ts';
import type { SourceProblemCode } from '../../../domain/source.ts';
import type { WorkItem } from '../../../domain/work-item.ts';
import { HttpProblem } from '../../http/index.ts';
import type { JiraClient } from '../client.ts';
import { toWorkItem } from '../translate.ts';
import { issueFields, issueSchema } from '../wire.ts';

/** `message` reads after the connection's name: "has no …". */
export function refusal(client: JiraClient, code: SourceProblemCode, message: string): SourceError {
  const { connection, fetchedAt } = client.origin();
  return new SourceError(connection, { code, message, sinceAt: fetchedAt, retryAt: null });
}

/** Jira's own id in an identity. Throws SourceError NOT_FOUND for another connection's, another kind's and what is no identity. */
export function idOf(client: JiraClient, kind: RecordKind, identity: string): string {
  const parts = readReference(identity);
  const { connection } = client.origin();
  if (parts !== null && parts.connection === connection && parts.kind === kind && /^\d{1,18}$/.test(parts.key)) return parts.key;
  throw refusal(client, 'NOT_FOUND', `has no ${kind} ${JSON.stringify(identity.slice(0, 80))}; an identity reads ${connection}:${kind}:<number>`);
}

/** The item as it stands now, not as search knows it. Throws SourceError NOT_FOUND, once the sign-in is proven. */
export async function readItem(client: JiraClient, id: string, ask: Ask): Promise<WorkItem> {
  try {
    const origin = client.origin();
    const { body } = await client.send({
      method: 'GET', path: `${client.root}/issue/${id}`, query: { fields: issueFields.join(',') }, schema: issueSchema, ask, doing: 'reading a work item',
    });
    if (body.id !== id) throw refusal(client, 'UNEXPECTED_ANSWER', `answered another work item than ${id}`);
    return toWorkItem(body, origin);
  } catch (error) {
    if (error instanceof HttpProblem && error.status === 404) await client.proveSignIn(ask);
    throw error;
  }
}

/**
 * Sends a write once. Null when it was answered well; else the problem it ended in, after which only reading can tell
 * whether it was done.
 */
export async function attempt(write: Promise<unknown>): Promise<HttpProblem | null> {
  try {
    await write;
    return null;
  } catch (error) {
    if (error instanceof HttpProblem) return error;
    throw error;
  }
}
