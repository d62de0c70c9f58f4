import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { Person } from '../domain/person.ts';
import { readReference } from '../domain/reference.ts';
import { Node, recordTypeName } from '../schema/node.type.ts';
import type { Hub, RequestContext } from './context.ts';
import { environmentNode } from './environment.resolver.ts';
import { recordOf } from './reading.ts';

@Resolver()
export class NodeResolver {
  @Query(() => Node, { nullable: true, description: 'Anything by its id; null when there is no such thing.' })
  node(@Arg('id', () => ID) id: string, @Ctx() context: RequestContext): Promise<unknown> {
    return nodeOf(id, context);
  }

  @Query(() => [Node], { nullable: 'items', description: 'Many things by their ids, in the order asked; null where there is none.' })
  nodes(@Arg('ids', () => [ID]) ids: string[], @Ctx() context: RequestContext): Promise<unknown>[] {
    return ids.map((id) => nodeOf(id, context));
  }
}

/** Anything by its id, gathered with all that the same tick asks for; null when there is no such thing. */
export async function nodeOf(id: string, context: RequestContext): Promise<unknown> {
  const record = readReference(id);
  if (record !== null && recordTypeName(record) !== undefined) return recordOf(context, record.kind, id);
  const { hub, loaders } = context;
  switch (id.split(':')[0]) {
    case 'release': return loaders.releaseById.load(id);
    case 'plan': return loaders.plan.load(id);
    case 'assessment': return loaders.assessment.load(id);
    case 'freeze': return loaders.freeze.load(id);
    case 'waiver': return loaders.waiver.load(id);
    case 'deployment': return loaders.deployment.load(id);
    case 'environment': return environmentNode(context, id.slice('environment:'.length));
    case 'person': return personOfId(hub, id.slice('person:'.length));
    default: return null;
  }
}

/** The two shapes of a person's id: an e-mail, or an account of a configured tool that nobody mapped. */
function personOfId({ people, connections }: Hub, id: string): Person | null {
  const [, connection = '', userName = ''] = /^([^/@]+)\/(.+)$/.exec(id) ?? [];
  if (connections.byName(connection) !== undefined) return people.ofAccount({ connection, userName, name: null, email: null, isActive: null });
  return /^[^\s/@]+@[^\s/@]+$/.test(id) ? people.ofEmail(id) : null;
}
