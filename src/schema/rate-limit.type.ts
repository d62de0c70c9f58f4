import { Field, Int, ObjectType } from 'type-graphql';
import type { Instant } from '../domain/instant.ts';
import { DateTimeScalar } from './scalars.ts';

@ObjectType({ description: 'What whoever asks may still ask within a minute. Each record that may be answered costs one, a judgement more; a list costs by its page.' })
export class RateLimit {
  @Field(() => Int, { description: 'What all that is asked within a minute may cost.' }) limit!: number;
  @Field(() => Int, { description: 'What this operation costs.' }) cost!: number;
  @Field(() => Int, { description: 'What is left, this operation taken off.' }) remaining!: number;
  @Field(() => DateTimeScalar, { description: 'When all of it is there again.' }) resetAt!: Instant;
}
