import { Field, ObjectType } from 'type-graphql';
import type { Instant } from '../domain/instant.ts';
import { SourceRecord } from './node.type.ts';
import { DateTimeScalar } from './scalars.ts';

@ObjectType({ implements: SourceRecord, description: 'An article or runbook that tells people how to live with what was released.' })
export class KnowledgeArticle extends SourceRecord {
  @Field(() => String, { nullable: true }) number!: string | null;
  @Field(() => String, { nullable: true }) title!: string | null;
  @Field(() => Boolean, { nullable: true }) isPublished!: boolean | null;
  @Field(() => DateTimeScalar, { nullable: true }) updatedAt!: Instant | null;
}
