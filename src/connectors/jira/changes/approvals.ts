import { SourceError } from '../../../domain/error.ts';
import type { Ask } from '../../../domain/ports/ask.ts';
import { HttpProblem } from '../../http/index.ts';
import type { JiraClient } from '../client.ts';
import { approvalPageSchema } from './wire.ts';
import type { ApprovalStep } from './wire.ts';

const pageSize = 50;
/** Far beyond what a change has; more is a server that goes round. */
const mostPages = 50;

/**
 * All approval steps of one issue; null when Jira shows it as no request: agents may open an issue without a request type,
 * which is 404 here, as is one that our account may not see (apis/README.md §7). Goes on by the steps that came, since
 * limits are lowered silently, and takes an answer that cannot be whole for an error: what is missing may be a refusal.
 */
export async function readApprovalSteps(client: JiraClient, id: string, ask: Ask): Promise<readonly ApprovalStep[] | null> {
  const steps = new Map<string, ApprovalStep>();
  let start = 0;
  for (let page = 0; page < mostPages; page += 1) {
    const body = await readPage(client, id, start, ask);
    if (body === null) return null;
    const isNew = body.start === start && body.values.every((step) => !steps.has(step.id));
    if (!isNew || new Set(body.values.map((step) => step.id)).size < body.values.length) break;
    for (const step of body.values) steps.set(step.id, step);
    if (body.isLastPage && (body._links?.next ?? null) === null) return [...steps.values()];
    if (body.values.length === 0) break;
    start += body.values.length;
  }
  const { connection, fetchedAt } = client.origin();
  throw new SourceError(connection, { code: 'UNEXPECTED_ANSWER', message: 'told the approvals of a change in pages that do not fit together; ask again', sinceAt: fetchedAt, retryAt: null });
}

async function readPage(client: JiraClient, id: string, start: number, ask: Ask) {
  try {
    const { body } = await client.send({
      method: 'GET', path: `/rest/servicedeskapi/request/${id}/approval`, query: { start, limit: pageSize }, headers: client.deskHeaders, schema: approvalPageSchema, ask, doing: 'reading the approvals of a change',
    });
    return body;
  } catch (error) {
    if (error instanceof HttpProblem && error.status === 404) return null;
    throw error;
  }
}
