import { Field, Int, ObjectType } from 'type-graphql';
import type { Instant } from '../domain/instant.ts';
import { Confidence } from './enums.ts';
import { SourceRecord } from './node.type.ts';
import { DateTimeScalar } from './scalars.ts';

@ObjectType({ implements: SourceRecord, description: 'An unplanned interruption of a service.' })
export class Incident extends SourceRecord {
  @Field(() => String, { nullable: true }) number!: string | null;
  @Field(() => String, { nullable: true }) title!: string | null;
  @Field(() => Int, { nullable: true, description: '1 (critical) to 5 (planning).' }) priority!: number | null;
  @Field(() => Boolean, { nullable: true }) isOpen!: boolean | null;
  @Field(() => Boolean, { nullable: true }) isMajor!: boolean | null;
  @Field(() => DateTimeScalar, { nullable: true }) openedAt!: Instant | null;
  @Field(() => DateTimeScalar, { nullable: true }) resolvedAt!: Instant | null;
}

@ObjectType({ description: 'The deployment that most likely caused an incident.' })
export class IncidentCause {
  @Field(() => String, { description: 'Why we think so, in one sentence.' }) because!: string;
  @Field(() => Confidence) confidence!: keyof typeof Confidence;
}

@ObjectType({ implements: SourceRecord, description: 'The cause behind incidents.' })
export class Problem extends SourceRecord {
  @Field(() => String, { nullable: true }) number!: string | null;
  @Field(() => String, { nullable: true }) title!: string | null;
  @Field(() => Boolean, { nullable: true }) isOpen!: boolean | null;
  @Field(() => Boolean, { nullable: true }) isKnownError!: boolean | null;
}
