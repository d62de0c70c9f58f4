import { Field, ObjectType } from 'type-graphql';
import type { Instant } from '../domain/instant.ts';
import { PromotionState } from './enums.ts';
import { SourceRecord } from './node.type.ts';
import { DateTimeScalar } from './scalars.ts';

@ObjectType({ implements: SourceRecord, description: 'A signed set of artifacts in the library.' })
export class ReleaseBundle extends SourceRecord {
  @Field(() => String) name!: string;
  @Field(() => String) version!: string;
  @Field(() => PromotionState, { description: 'Whether the bundle itself is made.' }) state!: keyof typeof PromotionState;
  @Field(() => String, { nullable: true, description: 'The tool’s own word for the state.' }) stateLabel!: string | null;
  @Field(() => DateTimeScalar, { nullable: true }) createdAt!: Instant | null;
}

@ObjectType({ description: 'One promotion of a bundle.' })
export class Promotion {
  @Field(() => String, { description: 'The environment or repository it went to.' }) target!: string;
  @Field(() => PromotionState) state!: keyof typeof PromotionState;
  @Field(() => String, { nullable: true, description: 'The tool’s own word for the state.' }) stateLabel!: string | null;
  @Field(() => DateTimeScalar, { nullable: true }) at!: Instant | null;
  @Field(() => String, { nullable: true, description: 'Why it failed, as far as the tool says.' }) because!: string | null;
}
