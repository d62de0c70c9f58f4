import { Args, Ctx, Query, Resolver } from 'type-graphql';
import { UserMistake } from '../domain/error.ts';
import { pageArguments, type ConnectionPage, type PageArguments } from '../schema/connection.type.ts';
import { AuditEntryConnection, DeploymentJournalConnection } from '../schema/connections.ts';
import type { RequestContext } from './context.ts';
import { pageOfStore, pageRequest } from './page.ts';

const Page20 = pageArguments(20);
const Page100 = pageArguments(100);

@Resolver()
export class AuditResolver {
  @Query(() => AuditEntryConnection, { nullable: true, description: 'Every act and refusal, oldest first.' })
  async auditLog(@Args(() => Page100) page: PageArguments, @Ctx() { hub }: RequestContext): Promise<ConnectionPage<unknown>> {
    const request = pageRequest(page);
    if (request.after !== null && !/^\d{1,9}$/.test(request.after)) throw new UserMistake('INVALID', 'after is not a cursor of this list: begin again without it.', ['after']);
    const found = await hub.audit.list(request);
    return pageOfStore({ ...found, items: found.items.map((record) => ({ ...record, id: String(record.number), record })) }, request);
  }

  @Query(() => DeploymentJournalConnection, { nullable: true, description: 'The journal of every deployment, in the order they were accepted.' })
  async deploymentJournals(@Args(() => Page20) page: PageArguments, @Ctx() { hub }: RequestContext): Promise<ConnectionPage<unknown>> {
    const request = pageRequest(page);
    const found = await hub.audit.journals(request);
    return pageOfStore({ ...found, items: found.items.map((record) => ({ id: record.deployment, deploymentId: record.deployment, length: record.length, head: record.head, record })) }, request);
  }
}
