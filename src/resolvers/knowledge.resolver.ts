import { Arg, Args, Ctx, Query, Resolver } from 'type-graphql';
import type { KnowledgeArticle as DomainArticle } from '../domain/knowledge.ts';
import { parseReference } from '../domain/reference.ts';
import { pageArguments, type ConnectionPage, type PageArguments } from '../schema/connection.type.ts';
import { KnowledgeArticleConnection } from '../schema/connections.ts';
import { KnowledgeArticle } from '../schema/knowledge.type.ts';
import { RecordReferenceScalar } from '../schema/scalars.ts';
import type { RequestContext } from './context.ts';
import { findPage, onlyIn } from './find.ts';
import { recordOf } from './reading.ts';

const Page20 = pageArguments(20);

@Resolver(() => KnowledgeArticle)
export class KnowledgeResolver {
  @Query(() => KnowledgeArticle, { nullable: true })
  knowledgeArticle(@Arg('reference', () => RecordReferenceScalar) reference: string, @Ctx() context: RequestContext): Promise<DomainArticle | null> {
    parseReference(reference);
    return recordOf(context, 'knowledge', reference);
  }

  @Query(() => KnowledgeArticleConnection, { nullable: true, description: 'As the tools’ own search finds them.' })
  knowledgeArticles(@Arg('text', () => String, { nullable: true }) text: string | null, @Arg('connection', () => String, { nullable: true }) connection: string | null, @Args(() => Page20) page: PageArguments, @Ctx() context: RequestContext): Promise<ConnectionPage<DomainArticle>> {
    return findPage(context, 'knowledge.list', (limit) => ({ text: text ?? null, limit }), page, onlyIn(connection));
  }
}
