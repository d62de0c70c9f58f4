import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { AnyRecord } from '../domain/record.ts';
import { readReference } from '../domain/reference.ts';
import type { Link as DomainLink, Release as DomainRelease } from '../domain/release.ts';
import { SourceRecord } from '../schema/node.type.ts';
import { Link, Release } from '../schema/release.type.ts';
import type { RequestContext } from './context.ts';
import { kindOfRelation, nameOf } from './linked.ts';
import { recordOf } from './reading.ts';

@Resolver(() => Link)
export class LinkResolver {
  @FieldResolver(() => Release)
  release(@Root() link: DomainLink, @Ctx() { loaders }: RequestContext): Promise<DomainRelease | null> {
    return loaders.release.load(link.releaseKey);
  }

  @FieldResolver(() => SourceRecord, { nullable: true, description: 'Null while it has never been read.' })
  record(@Root() link: DomainLink, @Ctx() context: RequestContext): Promise<AnyRecord | null> {
    // A build, bundle or version is linked for the records it holds, and is itself what the link leads to.
    return recordOf(context, readReference(link.reference)?.kind ?? kindOfRelation[link.relation], nameOf(link));
  }

  @FieldResolver(() => String, { nullable: true, description: 'Why it no longer counts; says so when a second person has yet to agree and it still does.' })
  excludedBecause(@Root() { excluded }: DomainLink): string | null {
    if (excluded === null) return null;
    return excluded.needsAgreement && excluded.agreedBy === null ? `${excluded.because} (still counts: a second person has to agree)` : excluded.because;
  }
}
